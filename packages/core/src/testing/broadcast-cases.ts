import assert from 'node:assert/strict'
import type { Broadcast, BroadcastCount, BroadcastRecipient } from '../domain/broadcast.js'
import type { Message } from '../domain/message.js'
import type { Storage } from '../ports/storage.js'
import { at, conversation, id, inWorkspace, later, message } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

function broadcast(n: number, overrides: Partial<Broadcast> = {}): Broadcast {
  return {
    id: id(n),
    lineId: 'main',
    author: { type: 'host' },
    text: 'Open on Sunday',
    status: 'draft',
    size: 3,
    run: 0,
    createdAt: later(n),
    ...overrides,
  }
}

function recipient(position: number, overrides: Partial<BroadcastRecipient> = {}): BroadcastRecipient {
  return {
    broadcastId: id(1),
    position,
    contactId: id(100 + position),
    status: 'waiting',
    dueAt: at,
    ...overrides,
  }
}

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id)

/** What every storage must do so that a broadcast reaches everybody on its list once. */
export const broadcastCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'broadcasts are listed newest first, no more than asked for, as they were saved last',
    async run(storage) {
      await inWorkspace(storage, async ({ broadcasts }) => {
        for (const n of [1, 2, 3]) await broadcasts.save(broadcast(n))
        await broadcasts.save(broadcast(2, { status: 'running', run: 1 }))
      })
      await inWorkspace(storage, async ({ broadcasts }) => {
        assert.deepEqual(ids(await broadcasts.list(2)), [id(3), id(2)])
        assert.deepEqual(await broadcasts.peek(id(2)), broadcast(2, { status: 'running', run: 1 }))
        assert.equal(await broadcasts.peek(id(9)), undefined)
      })
    },
  },
  {
    name: 'the next one of a list is who waits and is due first, by place among equals',
    async run(storage) {
      const list = [recipient(0, { dueAt: later(50) }), recipient(1), recipient(2), recipient(3, { status: 'skipped' })]
      // Some lists begin with nobody, and grow.
      await inWorkspace(storage, ({ recipients }) => recipients.add([]))
      await inWorkspace(storage, ({ recipients }) => recipients.add(list.slice(0, 2)))
      await inWorkspace(storage, ({ recipients }) => recipients.add(list.slice(2)))
      const next = () => inWorkspace(storage, ({ recipients }) => recipients.next(id(1)))
      const done = async (position: number) =>
        inWorkspace(storage, ({ recipients }) => recipients.save(recipient(position, { status: 'queued' })))
      const order: (number | undefined)[] = []
      for (let turn = 0; turn < 4; turn += 1) {
        const one = await next()
        order.push(one?.position)
        if (one) await done(one.position)
      }
      assert.deepEqual(order, [1, 2, 0, undefined])
      assert.equal(await inWorkspace(storage, ({ recipients }) => recipients.next(id(2))), undefined)
    },
  },
  {
    name: 'of two that take the next one at once none gets who was taken',
    async run(storage) {
      await inWorkspace(storage, async ({ broadcasts, recipients }) => {
        await broadcasts.save(broadcast(1))
        await recipients.add([0, 1, 2, 3, 4, 5].map((position) => recipient(position)))
      })
      const take = () =>
        inWorkspace(storage, async ({ broadcasts, recipients }) => {
          await broadcasts.find(id(1))
          const one = await recipients.next(id(1))
          if (one) await recipients.save({ ...one, status: 'queued' })
          return one?.position
        })
      const taken = await Promise.all([take(), take(), take(), take(), take(), take()])
      assert.deepEqual(taken.toSorted(), [0, 1, 2, 3, 4, 5])
    },
  },
  {
    name: 'recipients are counted by how they and their texts stand, of one list',
    async run(storage) {
      await inWorkspace(storage, async ({ messages, recipients }) => {
        await messages.save(message(1, id(50), { status: 'delivered' }))
        await messages.save(message(2, id(50), { status: 'failed', failure: { category: 'landline' } }))
        await recipients.add([
          recipient(0),
          recipient(1, { status: 'queued', messageId: id(1) }),
          recipient(2, { status: 'queued', messageId: id(2) }),
          recipient(3, { status: 'skipped', skipped: 'opted-out' }),
          recipient(4, { status: 'skipped', skipped: 'opted-out' }),
          recipient(0, { broadcastId: id(2) }),
        ])
      })
      const counts = await inWorkspace(storage, ({ recipients }) => recipients.count(id(1)))
      const expected: readonly BroadcastCount[] = [
        { status: 'queued', text: 'delivered', count: 1 },
        { status: 'queued', text: 'failed', failure: 'landline', count: 1 },
        { status: 'skipped', skipped: 'opted-out', count: 2 },
        { status: 'waiting', count: 1 },
      ]
      const inOrder = counts.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
      assert.deepEqual(inOrder, expected)
    },
  },
  {
    name: 'texts of a list of which nobody knows are listed until somebody has decided, and counted by what was decided',
    async run(storage) {
      await inWorkspace(storage, async ({ messages, recipients }) => {
        const of = (n: number, overrides: Partial<Message>) =>
          messages.save(message(n, id(50 + n), { broadcastId: id(1), ...overrides }))
        await of(1, { status: 'unknown' })
        await of(2, { status: 'unknown', resolution: 'left' })
        await of(3, { status: 'sent' })
        await of(4, { status: 'unknown', broadcastId: id(2) })
        await of(5, { status: 'unknown' })
        const list = [5, 1, 2, 3].map((n, position) => recipient(position, { status: 'queued', messageId: id(n) }))
        await recipients.add([...list, recipient(4), recipient(0, { broadcastId: id(2), messageId: id(4) })])
      })
      await inWorkspace(storage, async ({ recipients }) => {
        assert.deepEqual(ids(await recipients.unsure(id(1), 9)), [id(1), id(5)])
        assert.deepEqual(ids(await recipients.unsure(id(1), 1)), [id(1)])
        assert.equal((await recipients.find(id(1), id(102)))?.messageId, id(2))
        assert.equal(await recipients.find(id(3), id(102)), undefined)
        const counts = (await recipients.count(id(1))).filter(({ text }) => text === 'unknown')
        const byDecision = new Map(counts.map(({ count, resolution }) => [resolution, count]))
        assert.deepEqual([byDecision.get(undefined), byDecision.get('left')], [2, 1])
      })
    },
  },
  {
    name: 'of a text that went out as several a part of which nobody knows is listed, and the gravest part counts',
    async run(storage) {
      const texts: readonly (readonly Partial<Message>[])[] = [
        [{ status: 'delivered' }, { status: 'unknown' }, failed],
        [{ status: 'delivered' }, failed, { status: 'unknown', resolution: 'left' }],
        [{ status: 'unknown', resolution: 'resent' }, { status: 'delivered' }, { status: 'sent' }],
        [{ status: 'sent' }, { status: 'canceled' }],
        [{ status: 'unknown', resolution: 'left' }, { status: 'queued' }],
      ]
      await inWorkspace(storage, async ({ messages, recipients }) => {
        for (const [position, [first = {}, ...others]] of texts.entries()) {
          const partOf = id(10 * position)
          const rows = others.map((one, n) => message(10 * position + n + 1, id(50), { ...ofIt, ...one, partOf }))
          const parts = [partOf, ...rows.map((row) => row.id)]
          for (const row of [message(10 * position, id(50), { ...ofIt, ...first, parts }), ...rows]) {
            await messages.save(row)
          }
        }
        await recipients.add(texts.map((_, n) => recipient(n, { status: 'queued', messageId: id(10 * n) })))
      })
      const expected: readonly BroadcastCount[] = [
        { status: 'queued', text: 'canceled', count: 1 },
        { status: 'queued', text: 'failed', failure: 'landline', count: 1 },
        { status: 'queued', text: 'sent', count: 1 },
        { status: 'queued', text: 'unknown', count: 1 },
        { status: 'queued', text: 'unknown', resolution: 'left', count: 1 },
      ]
      await inWorkspace(storage, async ({ recipients }) => {
        assert.deepEqual(ids(await recipients.unsure(id(1), 9)), [id(1)])
        const counts = await recipients.count(id(1))
        assert.deepEqual(
          counts.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b))),
          expected,
        )
      })
    },
  },
  {
    name: 'old broadcasts of some statuses are forgotten with their lists, oldest first, at most so many',
    async run(storage) {
      const purge = (before: Date, limit: number) =>
        inWorkspace(storage, ({ broadcasts }) => broadcasts.purge(['done', 'canceled'], before, limit))
      await inWorkspace(storage, async ({ broadcasts, recipients }) => {
        await broadcasts.save(broadcast(1, { status: 'done' }))
        await broadcasts.save(broadcast(2, { status: 'running' }))
        await broadcasts.save(broadcast(3, { status: 'canceled' }))
        await recipients.add([recipient(0), recipient(0, { broadcastId: id(2) })])
      })
      assert.equal(await purge(later(3), 10), 1)
      await inWorkspace(storage, async ({ broadcasts, recipients }) => {
        assert.deepEqual(ids(await broadcasts.list(10)), [id(3), id(2)])
        assert.deepEqual(await recipients.list(id(1)), [])
        assert.equal((await recipients.list(id(2))).length, 1)
      })
      assert.equal(await purge(later(9), 0), 0)
      assert.equal(await purge(later(9), 10), 1)
    },
  },
  {
    name: 'conversations are listed by a tag that they have',
    async run(storage) {
      await inWorkspace(storage, async ({ conversations }) => {
        await conversations.save(conversation(1, id(100), { tags: ['vip', 'billing'], createdAt: later(1) }))
        await conversations.save(conversation(2, id(101), { tags: ['billing'], createdAt: later(2) }))
        await conversations.save(conversation(3, id(102), { tags: ['vip plus'], createdAt: later(3) }))
        await conversations.save(conversation(4, id(103)))
      })
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(ids(await conversations.list({ tag: 'billing' }, 10)), [id(2), id(1)])
        assert.deepEqual(ids(await conversations.list({ tag: 'vip' }, 10)), [id(1)])
      })
    },
  },
  {
    name: 'the conversations of several contacts, and the latest text to each, are read together',
    async run(storage) {
      await inWorkspace(storage, async ({ conversations, messages }) => {
        await conversations.save(conversation(1, id(100)))
        await conversations.save(conversation(2, id(101)))
        await conversations.save(conversation(3, id(102)))
        await messages.save(message(1, id(1)))
        await messages.save(message(2, id(1)))
        await messages.save(message(3, id(1), { direction: 'inbound', status: 'received' }))
        await messages.save(message(4, id(2), { direction: 'inbound', status: 'received' }))
        await messages.save(message(5, id(3)))
      })
      await inWorkspace(storage, async ({ conversations, messages }) => {
        assert.deepEqual(ids(await conversations.ofContacts([id(100), id(101)])).toSorted(), [id(1), id(2)])
        assert.deepEqual(ids(await messages.lastOutbound([id(1), id(2)])), [id(2)])
      })
    },
  },
  {
    name: 'a text of a broadcast is not listed as failed; once it is over it is blanked though it was never shown, and so is one that was left as it is',
    async run(storage) {
      await inWorkspace(storage, async ({ messages }) => {
        await messages.save(message(1, id(50), { status: 'failed', broadcastId: id(7) }))
        await messages.save(message(2, id(50), { status: 'delivered' }))
        await messages.save(message(3, id(50), { status: 'received', direction: 'inbound', resolution: 'left' }))
      })
      assert.deepEqual(await inWorkspace(storage, ({ messages }) => messages.failed(later(0), 10)), [])
      const which = { type: 'settled', before: later(1_000) } as const
      assert.equal(await inWorkspace(storage, ({ messages }) => messages.blank(which, at, 10)), 2)
      const textOf = (n: number) => inWorkspace(storage, async ({ messages }) => (await messages.peek(id(n)))?.text)
      assert.deepEqual([await textOf(1), await textOf(3)], ['', ''])
    },
  },
]

const ofIt = { broadcastId: id(1) } as const
const failed = { status: 'failed', failure: { category: 'landline' } } as const

const keyOf = ({ resolution, skipped, status, text }: BroadcastCount): string =>
  [status, skipped, text, resolution].join(' ')
