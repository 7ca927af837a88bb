import assert from 'node:assert/strict'
import type { Ahead, Storage } from '../ports/storage.js'
import { at, contact, conversation, entry, id, inWorkspace, later, message, receipt } from './storage-fixtures.js'
import { everything, nothing, readEverywhere, writeEverywhere } from './every-row.js'
import type { SuiteCase } from './suite.js'

/** What every storage must do with rows, each read back in a transaction of its own. */
export const rowCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'a claim is new once, and then tells who has it',
    async run(storage) {
      assert.equal(await inWorkspace(storage, (tx) => tx.claims.claim('event:1', 'first', at)), undefined)
      assert.equal(await inWorkspace(storage, (tx) => tx.claims.claim('event:1', 'second', at)), 'first')
      assert.equal(await inWorkspace(storage, (tx) => tx.claims.claim('event:2', 'second', at)), undefined)
    },
  },
  {
    name: 'a claim made twice in one transaction is seen as made',
    async run(storage) {
      const earlier = await inWorkspace(storage, async (tx) => {
        await tx.claims.claim('event:1', 'first', at)
        return tx.claims.claim('event:1', 'second', at)
      })
      assert.equal(earlier, 'first')
    },
  },
  {
    name: 'of many that claim at once exactly one gets it',
    async run(storage) {
      const claims = Array.from({ length: 8 }, (_, n) =>
        inWorkspace(storage, (tx) => tx.claims.claim('event', `${n}`, at)),
      )
      const earlier = await Promise.all(claims)
      const winners = earlier.flatMap((subject, n) => (subject === undefined ? [`${n}`] : []))
      assert.equal(winners.length, 1)
      assert.deepEqual([...new Set(earlier.filter((subject) => subject !== undefined))], winners)
    },
  },
  {
    name: 'of claims made in one go each is told by itself, and many that make the same ones in another order do not hinder each other',
    async run(storage) {
      const claim = (subject: string, keys: readonly string[]) =>
        inWorkspace(storage, (tx) => Promise.all(keys.map((key) => tx.claims.claim(key, subject, at))))
      assert.deepEqual(await claim('first', ['event:2']), [undefined])
      assert.deepEqual(await claim('second', ['event:1', 'event:2', 'event:3']), [undefined, 'first', undefined])
      assert.deepEqual(await claim('third', ['event:4', 'event:4']), [undefined, 'third'])
      const keys = ['event:5', 'event:6', 'event:7']
      const orders = [keys, keys.toReversed(), keys, keys.toReversed()]
      const earlier = await Promise.all(orders.map((order, n) => claim(`${n}`, order)))
      const winners = earlier.flatMap((subjects) => subjects.filter((subject) => subject === undefined))
      assert.equal(winners.length, keys.length)
    },
  },
  {
    name: 'a transaction that throws leaves nothing behind and throws on',
    async run(storage) {
      const known = contact(1, { name: 'Jane' })
      await inWorkspace(storage, (tx) => tx.contacts.save(known))
      const failing = inWorkspace(storage, async (tx) => {
        await writeEverywhere(tx)
        await tx.contacts.save({ ...known, name: 'Changed' })
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      await inWorkspace(storage, async (tx) => {
        assert.deepEqual(await tx.contacts.find(known.id), known)
        assert.deepEqual(await readEverywhere(tx), nothing)
      })
    },
  },
  {
    name: 'what a transaction wrote is there after it, every field of it',
    async run(storage) {
      await inWorkspace(storage, writeEverywhere)
      await inWorkspace(storage, async (tx) => assert.deepEqual(await readEverywhere(tx), everything))
    },
  },
  {
    name: 'a transaction reads what it has written itself',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await writeEverywhere(tx)
        assert.deepEqual(await readEverywhere(tx), everything)
      })
    },
  },
  {
    name: 'what a transaction changes again and again it reads each time as it has left it, by whatever it looks',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(contact(1, { name: 'Before' }))
        await tx.messages.save(message(3, id(2)))
      })
      await inWorkspace(storage, async (tx) => {
        assert.equal((await tx.contacts.find(id(1)))?.name, 'Before')
        assert.equal((await tx.messages.find(id(3)))?.status, 'queued')
        await tx.contacts.save(contact(1, { name: 'After', address: '+14155550199' }))
        await tx.messages.save(message(3, id(2), { status: 'sent', provider: 'p', externalId: 'X3' }))
        assert.deepEqual(await tx.contacts.find(id(1)), contact(1, { name: 'After', address: '+14155550199' }))
        assert.equal((await tx.contacts.findByAddress('+14155550199'))?.name, 'After')
        assert.deepEqual(await tx.contacts.findByName('before', 1), [])
        const sent = message(3, id(2), { status: 'sent', provider: 'p', externalId: 'X3' })
        assert.deepEqual(await tx.messages.find(id(3)), sent)
        assert.deepEqual(await tx.messages.findByExternalId('p', 'X3'), sent)
        assert.equal(await tx.messages.blank({ type: 'all', conversationId: id(2) }, later(5), 10), 1)
        assert.equal((await tx.messages.find(id(3)))?.text, '')
        assert.equal((await tx.messages.peek(id(3)))?.blankedAt?.getTime(), later(5).getTime())
      })
    },
  },
  {
    name: 'rows that were read ahead are what they are otherwise, and what is not there stays away',
    async run(storage) {
      const ref = { channelId: 'C1', messageId: 'm1' }
      const about = { type: 'post-message', messageId: id(3) } as const
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(contact(1))
        await tx.conversations.save(conversation(2, id(1)))
        await tx.messages.save(message(3, id(2)))
        await tx.posts.save({ ref, purpose: 'root', conversationId: id(2) })
        await tx.outbox.add(entry(4, { effect: about }))
      })
      const { address } = contact(1)
      const rows: readonly Ahead[] = [
        { type: 'message', id: id(3) },
        { type: 'address', address, lineId: 'main' },
        { type: 'post', ref },
        { type: 'head', lane: 'chat:one' },
        { type: 'behind', entry: entry(4, { effect: about }) },
        { type: 'message', id: id(7) },
        { type: 'address', address: '+14155550199', lineId: 'main' },
        { type: 'head', lane: 'sms:none' },
      ]
      for (const ahead of rows) {
        await inWorkspace(storage, async (tx) => {
          tx.ahead?.(ahead)
          assert.deepEqual(await tx.messages.find(id(3)), message(3, id(2)))
          assert.deepEqual(await tx.contacts.findOrCreate(contact(8, { address })), contact(1))
          assert.deepEqual(await tx.conversations.findOrCreate(conversation(9, id(1))), conversation(2, id(1)))
          assert.deepEqual(await tx.contacts.find(id(1)), contact(1))
          assert.equal(await tx.messages.find(id(7)), undefined)
          await tx.messages.save(message(3, id(2), { status: 'sent' }))
          assert.equal((await tx.messages.find(id(3)))?.status, 'sent')
          await tx.messages.save(message(3, id(2)))
        })
      }
    },
  },
  {
    name: 'nothing of one workspace is seen in another',
    async run(storage) {
      await inWorkspace(storage, writeEverywhere)
      await storage.transaction('T0OTHER', async (tx) => {
        assert.deepEqual(await readEverywhere(tx), nothing)
        assert.equal(await tx.claims.claim('suite', 'other', at), undefined)
        assert.deepEqual(await tx.contacts.search('415', 10), [])
      })
    },
  },
  {
    name: 'a contact is made once per address, however many try at once',
    async run(storage) {
      const make = (n: number) =>
        inWorkspace(storage, (tx) => tx.contacts.findOrCreate(contact(n, { address: '+14155550123' })))
      const kept = await Promise.all([1, 2, 3, 4, 5, 6].map(make))
      assert.equal(new Set(kept.map((one) => one.id)).size, 1)
    },
  },
  {
    name: 'a conversation is made once per contact and line, however many try at once',
    async run(storage) {
      await inWorkspace(storage, (tx) => tx.contacts.save(contact(1)))
      const make = (n: number) => inWorkspace(storage, (tx) => tx.conversations.findOrCreate(conversation(n, id(1))))
      const kept = await Promise.all([11, 12, 13, 14, 15, 16].map(make))
      assert.equal(new Set(kept.map((one) => one.id)).size, 1)
      const other = await inWorkspace(storage, (tx) =>
        tx.conversations.findOrCreate(conversation(20, id(1), { lineId: 'other' })),
      )
      assert.equal(other.id, id(20))
    },
  },
  {
    name: 'two that read a row and write it back do not lose either change',
    async run(storage) {
      await inWorkspace(storage, (tx) => tx.contacts.save(contact(1, { name: '' })))
      const append = (letter: string) =>
        inWorkspace(storage, async (tx) => {
          const read = await tx.contacts.find(id(1))
          assert.ok(read)
          await tx.contacts.save({ ...read, name: `${read.name ?? ''}${letter}` })
        })
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map(append))
      const name = await inWorkspace(storage, async (tx) => (await tx.contacts.find(id(1)))?.name)
      assert.deepEqual([...(name ?? '')].sort(), ['a', 'b', 'c', 'd', 'e'])
    },
  },
  {
    name: 'nor do two that change a conversation, or a message',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.conversations.save(conversation(1, id(2), { lineId: '' }))
        await tx.messages.save(message(3, id(1), { text: '' }))
      })
      const append = (letter: string) =>
        inWorkspace(storage, async (tx) => {
          const read = await tx.messages.find(id(3))
          const found = await tx.conversations.find(id(1))
          assert.ok(read && found)
          await tx.messages.save({ ...read, text: `${read.text}${letter}` })
          const channel = `${found.place.channel}${letter}`
          await tx.conversations.save({ ...found, place: { type: 'thread', channel } })
        })
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map(append))
      await inWorkspace(storage, async (tx) => {
        assert.equal((await tx.messages.peek(id(3)))?.text.length, 5)
        assert.equal((await tx.conversations.find(id(1)))?.place.channel.length, '#sms'.length + 5)
      })
    },
  },
  {
    name: 'contacts are found by what a word of the name begins with or the number holds, and no more than asked for',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(contact(2, { name: 'Janet' }))
        await tx.contacts.save(contact(1, { name: 'Jane 100% Doe_' }))
        await tx.contacts.save(contact(3))
      })
      const search = (query: string, limit = 10) =>
        inWorkspace(storage, async (tx) => (await tx.contacts.search(query, limit)).map((one) => one.id))
      assert.deepEqual(await search('JANE'), [id(1), id(2)])
      assert.deepEqual(await search('100% D'), [id(1)])
      assert.deepEqual(await search('_doe'), [id(1)])
      assert.deepEqual(await search('anet'), [])
      assert.deepEqual(await search('%'), [])
      assert.deepEqual(await search('5550003'), [id(3)])
      assert.deepEqual(await search('(415) 555-0002'), [id(2)])
      assert.equal((await search('415', 2)).length, 2)
    },
  },
  {
    name: 'contacts are found by exactly their name, whatever the case',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(contact(1, { name: 'Ann' }))
        await tx.contacts.save(contact(2, { name: 'Anna' }))
        await tx.contacts.save(contact(3, { name: 'ANN' }))
        await tx.contacts.save(contact(4))
      })
      const find = (name: string, limit = 10) =>
        inWorkspace(storage, async (tx) => (await tx.contacts.findByName(name, limit)).map((one) => one.id).sort())
      assert.deepEqual(await find('ann'), [id(1), id(3)])
      assert.equal((await find('ann', 1)).length, 1)
      assert.deepEqual(await find(''), [])
    },
  },
  {
    name: 'a message is found by id and by the vendor’s id, and the newest of a conversation come first',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        for (const n of [1, 2, 3]) await tx.messages.save(message(n, id(100)))
        await tx.messages.save(message(4, id(101)))
        await tx.messages.save(message(2, id(100), { provider: 'p', externalId: 'X2', status: 'sent' }))
      })
      await inWorkspace(storage, async (tx) => {
        assert.equal((await tx.messages.findByExternalId('p', 'X2'))?.id, id(2))
        assert.equal(await tx.messages.findByExternalId('q', 'X2'), undefined)
        assert.deepEqual(
          (await tx.messages.newest(id(100), 2)).map((one) => one.id),
          [id(3), id(2)],
        )
      })
    },
  },
  {
    name: 'parked receipts are taken once, in the order they came',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.receipts.park('p', receipt('X1', 'sent'), at)
        await tx.receipts.park('p', receipt('X1', 'delivered'), at)
        await tx.receipts.park('q', receipt('X1', 'failed'), at)
      })
      const take = () => inWorkspace(storage, (tx) => tx.receipts.take('p', 'X1'))
      assert.deepEqual(
        (await take()).map((one) => one.status),
        ['sent', 'delivered'],
      )
      assert.deepEqual(await take(), [])
    },
  },
]
