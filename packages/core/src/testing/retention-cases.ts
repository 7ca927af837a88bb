import assert from 'node:assert/strict'
import type { Message } from '../domain/message.js'
import type { MessagesToBlank, Storage } from '../ports/storage.js'
import { at, contact, conversation, id, inWorkspace, later, message, receipt } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

const post = { channelId: 'C1', messageId: '1.000100' }
const media = [{ url: 'https://media.example/1', contentType: 'image/png' }]
const settled = { type: 'settled', before: later(1_000) } as const

/** What every storage must do so that nothing is kept longer than it should be. */
export const retentionCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'claims and parked receipts made before a time are forgotten, oldest first, at most so many, of one workspace',
    async run(storage) {
      const fill = (where: string) =>
        storage.transaction(where, async (tx) => {
          for (const n of [0, 1, 2, 3]) await tx.claims.claim(`event:${n}`, 'first', later(n))
          for (const n of [0, 1, 2, 3]) await tx.receipts.park('p', receipt(`X${n}`, 'sent'), later(n))
        })
      await fill('T0SUITE')
      await fill('T0OTHER')
      const purge = (before: Date, limit: number) =>
        inWorkspace(storage, async (tx) => [
          await tx.claims.purge(before, limit),
          await tx.receipts.purge(before, limit),
        ])
      assert.deepEqual(await purge(at, 10), [0, 0])
      assert.deepEqual(await purge(later(3), 2), [2, 2])
      assert.deepEqual(await purge(later(3), 10), [1, 1])
      await inWorkspace(storage, async (tx) => {
        assert.equal(await tx.claims.claim('event:2', 'second', at), undefined)
        assert.equal(await tx.claims.claim('event:3', 'second', at), 'first')
        assert.equal((await tx.receipts.take('p', 'X2')).length, 0)
        assert.equal((await tx.receipts.take('p', 'X3')).length, 1)
      })
      await storage.transaction('T0OTHER', async (tx) => {
        assert.equal(await tx.claims.claim('event:0', 'second', at), 'first')
        assert.equal((await tx.receipts.take('p', 'X0')).length, 1)
      })
    },
  },
  {
    name: 'settled messages are blanked, text, media and files, and all else of them stays',
    async run(storage) {
      const whole = message(1, id(100), {
        text: 'secret',
        media,
        files: [{ id: 'F1', name: 'plan.pdf', contentType: 'application/pdf', bytes: 1 }],
        post,
        status: 'delivered',
        provider: 'p',
        externalId: 'X1',
        markedAs: 'sent',
      })
      await inWorkspace(storage, (tx) => tx.messages.save(whole))
      assert.equal(await blank(storage, settled), 1)
      const { files: _, ...bare } = whole
      const blanked: Message = { ...bare, text: '', media: [], blankedAt: later(9) }
      await inWorkspace(storage, async (tx) => {
        assert.deepEqual(await tx.messages.find(id(1)), blanked)
        assert.deepEqual(await tx.messages.findByExternalId('p', 'X1'), blanked)
      })
      assert.equal(await blank(storage, settled), 0, 'what is blank is not blanked again')
    },
  },
  {
    name: 'a message that is not over, not shown, or not old enough keeps its body',
    async run(storage) {
      const kept = (['scheduled', 'queued', 'sending', 'unknown'] as const).map((status, n) =>
        message(n, id(100), { status, post }),
      )
      const unshown = message(10, id(100), { status: 'received', direction: 'inbound' })
      const young = message(11, id(100), { status: 'sent', post, createdAt: settled.before })
      const decided = message(12, id(100), { status: 'unknown', resolution: 'left', post })
      await inWorkspace(storage, async (tx) => {
        for (const one of [...kept, unshown, young, decided]) await tx.messages.save(one)
      })
      assert.equal(await blank(storage, settled), 1)
      await inWorkspace(storage, async (tx) => {
        for (const one of [...kept, unshown, young]) assert.deepEqual(await tx.messages.find(one.id), one)
        assert.equal((await tx.messages.find(decided.id))?.text, '')
      })
    },
  },
  {
    name: 'no more messages are blanked than asked for, the oldest first, and none of another workspace',
    async run(storage) {
      const fill = (where: string) =>
        storage.transaction(where, async (tx) => {
          for (const n of [3, 1, 2]) await tx.messages.save(message(n, id(100), { status: 'sent', post }))
        })
      await fill('T0SUITE')
      await fill('T0OTHER')
      assert.equal(await blank(storage, settled, 2), 2)
      const bodies = (where: string) =>
        storage.transaction(where, async (tx) => [
          ...new Set((await tx.messages.newest(id(100), 10)).filter((one) => one.text !== '').map((one) => one.id)),
        ])
      assert.deepEqual(await bodies('T0SUITE'), [id(3)])
      assert.equal((await bodies('T0OTHER')).length, 3)
    },
  },
  {
    name: 'all messages of a conversation are blanked whatever their status, and none of another',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.messages.save(message(1, id(100), { status: 'queued' }))
        await tx.messages.save(message(2, id(100), { status: 'received' }))
        await tx.messages.save(message(3, id(101), { status: 'received' }))
      })
      const all = { type: 'all', conversationId: id(100) } as const
      assert.equal(await blank(storage, all, 1), 1)
      assert.equal(await blank(storage, all), 1)
      assert.equal(await blank(storage, all), 0)
      const other = await inWorkspace(storage, (tx) => tx.messages.find(id(3)))
      assert.notEqual(other?.text, '')
    },
  },
  {
    name: 'the conversations of a contact are all found',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.conversations.save(conversation(2, id(1), { lineId: 'b' }))
        await tx.conversations.save(conversation(1, id(1), { lineId: 'a' }))
        await tx.conversations.save(conversation(3, id(9)))
      })
      const found = await inWorkspace(storage, (tx) => tx.conversations.ofContact(id(1)))
      assert.deepEqual(
        found.map((one) => one.id),
        [id(1), id(2)],
      )
    },
  },
  {
    name: 'an erased contact is not found by its number, its name or a search, and its number is free again',
    async run(storage) {
      const jane = contact(1, { name: 'Jane' })
      const { name: _, ...rest } = jane
      const erased = { ...rest, address: `erased-${id(1)}`, consent: 'opted-out', erasedAt: later(1) } as const
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(jane)
        await tx.contacts.save(erased)
        assert.deepEqual(await tx.contacts.search('', 10), [])
        assert.deepEqual(await tx.contacts.search('erased', 10), [])
        assert.deepEqual(await tx.contacts.findByName('Jane', 10), [])
        assert.equal(await tx.contacts.findByAddress(jane.address), undefined)
        assert.deepEqual(await tx.contacts.find(id(1)), erased)
        const anew = contact(2, { address: jane.address })
        assert.deepEqual(await tx.contacts.findOrCreate(anew), anew)
      })
    },
  },
  {
    name: 'evidence of a contact loses its words and nothing else',
    async run(storage) {
      const evidence = (n: number, contactId: string) =>
        ({
          id: id(n),
          contactId,
          change: 'opted-out',
          at,
          text: 'STOP',
          matcher: 'keyword:stop',
          actor: 'contact',
        }) as const
      await inWorkspace(storage, async (tx) => {
        for (const n of [10, 11]) await tx.consents.append(evidence(n, id(1)))
        await tx.consents.append(evidence(12, id(2)))
        await tx.consents.blank(id(1))
        assert.deepEqual(
          await tx.consents.list(id(1)),
          [10, 11].map((n) => ({ ...evidence(n, id(1)), text: '' })),
        )
        assert.deepEqual(await tx.consents.list(id(2)), [evidence(12, id(2))])
      })
    },
  },
  {
    name: 'the opt-out of somebody erased is kept by its digest until it is forgotten, under a key that never changes',
    async run(storage) {
      const keys = await Promise.all(
        ['one', 'two', 'three'].map((key) => inWorkspace(storage, (tx) => tx.erasedOptOuts.key(key))),
      )
      assert.equal(new Set(keys).size, 1)
      await inWorkspace(storage, async (tx) => {
        await tx.erasedOptOuts.keep('digest', id(1))
        await tx.erasedOptOuts.keep('digest', id(2))
      })
      await storage.transaction('T0OTHER', async (tx) => {
        assert.equal(await tx.erasedOptOuts.find('digest'), undefined)
        assert.equal(await tx.erasedOptOuts.key('theirs'), 'theirs')
      })
      await inWorkspace(storage, async (tx) => {
        assert.equal(await tx.erasedOptOuts.find('digest'), id(2))
        await tx.erasedOptOuts.forget('digest')
        assert.equal(await tx.erasedOptOuts.find('digest'), undefined)
        assert.equal(await tx.erasedOptOuts.key('later'), keys[0])
      })
    },
  },
]

const blank = (storage: Storage, which: MessagesToBlank, limit = 10): Promise<number> =>
  inWorkspace(storage, (tx) => tx.messages.blank(which, later(9), limit))
