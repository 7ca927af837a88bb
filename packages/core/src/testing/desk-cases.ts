import assert from 'node:assert/strict'
import type { Conversation } from '../domain/conversation.js'
import type { Storage } from '../ports/storage.js'
import { contact, conversation, id, inWorkspace, later, message } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

const waiting = (ms: number): Conversation['notification'] => ({ waiting: { messageId: id(1), since: later(ms) } })

const listed: readonly Conversation[] = [
  conversation(1, id(100), { createdAt: later(1), status: 'new', notification: waiting(30) }),
  conversation(2, id(101), { createdAt: later(2), status: 'open', assigneeId: 'U1', notification: waiting(10) }),
  conversation(3, id(102), { createdAt: later(3), status: 'closed', assigneeId: 'U1' }),
  conversation(4, id(103), { createdAt: later(4), status: 'open' }),
]

const direct = conversation(5, id(104), {
  place: { type: 'direct', channel: 'C77', isPrivate: false, thread: { type: 'thread', channel: 'C1' } },
})

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id)

const fill = (storage: Storage, more: readonly Conversation[] = []): Promise<void> =>
  inWorkspace(storage, async (tx) => {
    for (const one of [...listed, ...more]) await tx.conversations.save(one)
  })

/** What a desk lists, looks up and sets up beyond its texts. */
export const deskCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'contacts that are to be shown are read together, whoever of them there is',
    async run(storage) {
      await inWorkspace(storage, async ({ contacts }) => {
        for (const number of [20, 21, 22]) await contacts.save(contact(number, {}))
        assert.deepEqual(ids(await contacts.peekAll([id(22), id(99), id(20)])).toSorted(), [id(20), id(22)])
        assert.deepEqual(await contacts.peekAll([]), [])
      })
    },
  },
  {
    name: 'conversations that are to be shown are read together, whichever of them there are',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(ids(await conversations.peekAll([id(3), id(99), id(1)])).toSorted(), [id(1), id(3)])
        assert.deepEqual(await conversations.peekAll([]), [])
      })
    },
  },
  {
    name: 'conversations are listed newest first, no more than asked for',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(ids(await conversations.list({}, 10)), [id(4), id(3), id(2), id(1)])
        assert.deepEqual(ids(await conversations.list({}, 2)), [id(4), id(3)])
      })
    },
  },
  {
    name: 'conversations are listed by status, by who looks after them, and by nobody',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(ids(await conversations.list({ statuses: ['open', 'new'] }, 10)), [id(4), id(2), id(1)])
        assert.deepEqual(ids(await conversations.list({ assigneeId: 'U1' }, 10)), [id(3), id(2)])
        assert.deepEqual(ids(await conversations.list({ assigneeId: null }, 10)), [id(4), id(1)])
        assert.deepEqual(ids(await conversations.list({ assigneeId: 'U1', statuses: ['open'] }, 10)), [id(2)])
      })
    },
  },
  {
    name: 'conversations that wait are listed with the longest waiting first',
    async run(storage) {
      await fill(storage)
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(ids(await conversations.list({ isWaiting: true }, 10)), [id(2), id(1)])
        assert.deepEqual(ids(await conversations.list({ isWaiting: true, assigneeId: null }, 10)), [id(1)])
      })
    },
  },
  {
    name: 'a conversation is found by its own channel, and only by that',
    async run(storage) {
      await fill(storage, [direct])
      await inWorkspace(storage, async ({ conversations }) => {
        assert.deepEqual(await conversations.findByChannel('C77'), direct)
        assert.equal(await conversations.findByChannel('C1'), undefined)
      })
    },
  },
  {
    name: 'the conversations of a contact are all found',
    async run(storage) {
      await fill(storage, [conversation(9, id(100), { lineId: 'sales', createdAt: later(9) })])
      const found = await inWorkspace(storage, ({ conversations }) => conversations.ofContact(id(100)))
      assert.deepEqual(ids(found), [id(1), id(9)])
    },
  },
  {
    name: 'scheduled messages are listed in the order in which they leave',
    async run(storage) {
      await inWorkspace(storage, async ({ messages }) => {
        await messages.save(message(1, id(50), { status: 'scheduled', scheduledFor: later(900) }))
        await messages.save(message(2, id(51), { status: 'scheduled', scheduledFor: later(100) }))
        await messages.save(message(3, id(50), { status: 'canceled', scheduledFor: later(50) }))
      })
      await inWorkspace(storage, async ({ messages }) => {
        assert.deepEqual(ids(await messages.scheduled(10)), [id(2), id(1)])
        assert.deepEqual(ids(await messages.scheduled(1)), [id(2)])
      })
    },
  },
  {
    name: 'messages to be asked about are listed with the earliest first',
    async run(storage) {
      await inWorkspace(storage, async ({ messages }) => {
        await messages.save(message(1, id(50), { checkAt: later(200) }))
        await messages.save(message(2, id(51), { checkAt: later(100) }))
        await messages.save(message(3, id(50), { checkAt: later(300) }))
        await messages.save(message(4, id(50)))
        await messages.save(message(5, id(50), { checkAt: later(50) }))
        await messages.save(message(5, id(50)))
      })
      await inWorkspace(storage, async ({ messages }) => {
        assert.deepEqual(ids(await messages.toCheck(later(200), 10)), [id(2), id(1)])
        assert.deepEqual(ids(await messages.toCheck(later(200), 1)), [id(2)])
        assert.deepEqual(ids(await messages.toCheck(later(99), 10)), [])
      })
    },
  },
  {
    name: 'messages that failed since a time are listed newest first',
    async run(storage) {
      const statuses = ['failed', 'undelivered', 'delivered', 'unknown'] as const
      await inWorkspace(storage, async ({ messages }) => {
        for (const [n, status] of statuses.entries()) await messages.save(message(n, id(50), { status }))
      })
      await inWorkspace(storage, async ({ messages }) => {
        assert.deepEqual(ids(await messages.failed(later(0), 10)), [id(3), id(1), id(0)])
        assert.deepEqual(ids(await messages.failed(later(0), 1)), [id(3)])
        assert.deepEqual(ids(await messages.failed(later(2), 10)), [id(3)])
      })
    },
  },
  {
    name: 'a setting is kept under its name, and nothing is under another',
    async run(storage) {
      const value = { roles: { send: ['U1'] }, text: 'Héllo 👋', none: null }
      await inWorkspace(storage, ({ settings }) => settings.save('desk', value))
      await inWorkspace(storage, async ({ settings }) => {
        assert.deepEqual(await settings.find('desk'), value)
        assert.equal(await settings.find('other'), undefined)
        assert.equal(await settings.findForUpdate('other'), undefined)
      })
      await inWorkspace(storage, ({ settings }) => settings.save('desk', [1]))
      assert.deepEqual(await inWorkspace(storage, ({ settings }) => settings.find('desk')), [1])
    },
  },
  {
    name: 'of settings changed at the same time none is lost, the first ever included',
    async run(storage) {
      const add = (n: number) =>
        inWorkspace(storage, async ({ settings }) => {
          const before = (await settings.findForUpdate('list')) as readonly number[] | undefined
          await settings.save('list', [...(before ?? []), n])
        })
      await Promise.all([1, 2, 3, 4, 5].map(add))
      const list = (await inWorkspace(storage, ({ settings }) => settings.find('list'))) as readonly number[]
      assert.deepEqual(
        list.toSorted((a, b) => a - b),
        [1, 2, 3, 4, 5],
      )
    },
  },
]
