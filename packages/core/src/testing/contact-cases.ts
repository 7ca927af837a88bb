import assert from 'node:assert/strict'
import type { ConsentEvidence, Contact } from '../domain/contact.js'
import type { Storage } from '../ports/storage.js'
import { contact, id, inWorkspace, later } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map((row) => row.id)

const fill = (storage: Storage, ...contacts: readonly Contact[]): Promise<void> =>
  inWorkspace(storage, async (tx) => {
    for (const one of contacts) await tx.contacts.save(one)
  })

const evidence = (n: number, ms: number): ConsentEvidence => ({
  id: id(n),
  contactId: id(n % 2),
  change: 'opted-out',
  at: later(ms),
  text: 'STOP',
  matcher: 'keyword:stop',
  actor: 'contact',
})

/** How contacts are listed, kept private and merged, and how evidence is exported. */
export const contactCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'a private contact is found by its owner, and by whoever looks as nobody in particular',
    async run(storage) {
      await fill(storage, contact(1, { name: 'Jane', privateTo: 'U1' }), contact(2, { name: 'Jane' }))
      await inWorkspace(storage, async ({ contacts }) => {
        assert.deepEqual(ids(await contacts.search('jan', 9, { memberId: 'U2' })), [id(2)])
        assert.equal((await contacts.search('jan', 9, { memberId: 'U1' })).length, 2)
        assert.equal((await contacts.search('jan', 9)).length, 2)
        assert.deepEqual(ids(await contacts.findByName('Jane', 9, { memberId: 'U2' })), [id(2)])
        assert.equal((await contacts.findByName('Jane', 9)).length, 2)
      })
    },
  },
  {
    name: 'contacts are found in any script, with accents or without, by any of their words and by the end of the number',
    async run(storage) {
      const names = ['Zoë Müller-O’Brien', 'Łukasz', '王小明', 'Юлия Иванова', 'ΟΔΥΣΣΕΥΣ', 'أَحْمَد', '김민수', 'Groß 👋']
      await fill(storage, ...names.map((name, n) => contact(n, { name })))
      const found = (query: string) => inWorkspace(storage, async (tx) => ids(await tx.contacts.search(query, 9)))
      const queries = ['zoe', 'MULLER ob', 'lukasz', '小明', 'ива', 'οδυσσευς', 'احمد', '민수', 'gross', '👋', '0003']
      const answers = await Promise.all(queries.map(found))
      assert.deepEqual(
        answers,
        [0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 3].map((n) => [id(n)]),
      )
    },
  },
  {
    name: 'a contact that is called otherwise, has another number or was erased is not found by what it was',
    async run(storage) {
      await fill(storage, contact(1, { name: 'Jane Doe', tags: ['vip', 'old'] }), contact(2, { name: 'Doe' }))
      const found = (query: string) => inWorkspace(storage, async (tx) => ids(await tx.contacts.search(query, 9)))
      assert.deepEqual(await found('doe'), [id(2), id(1)])
      await inWorkspace(storage, async ({ contacts }) => {
        await contacts.save(contact(1, { name: 'Jane Roe', address: '+14155550199', tags: ['vip'] }))
        await contacts.save(contact(1, { name: 'Ann Roe', address: '+14155550199', tags: ['vip'] }))
      })
      const queries = ['doe', 'jane', 'ann roe', '0001', '0199', '#vip', '#old']
      assert.deepEqual(await Promise.all(queries.map(found)), [[id(2)], [], [id(1)], [], [id(1)], [id(1)], []])
      await fill(storage, contact(1, { address: 'erased-1', erasedAt: later(1) }))
      assert.deepEqual(await Promise.all(['ann', '0199', 'erased', '#vip'].map(found)), [[], [], [], []])
    },
  },
  {
    name: 'whoever is found by much of what they have is found once, and so are those behind them',
    async run(storage) {
      const many = Array.from({ length: 60 }, (_, n) =>
        contact(n, { name: 'Anna Ann Annika', address: `+1111111${1111 + n}` }),
      )
      await fill(storage, ...many, contact(70, { name: 'Annz' }))
      await inWorkspace(storage, async ({ contacts }) => {
        const found = ids(await contacts.search('ann', 100))
        assert.equal(new Set(found).size, 61)
        assert.equal(found.length, 61)
        assert.equal(found[60], id(70))
        assert.equal(new Set(ids(await contacts.search('111', 15))).size, 15)
        assert.equal(new Set(ids(await contacts.search('11', 40))).size, 40)
      })
    },
  },
  {
    name: 'asked for nothing, a search gives all by name, those without one last',
    async run(storage) {
      await fill(storage, contact(1), contact(2, { name: 'Roe' }), contact(3, { name: 'doe' }))
      await inWorkspace(storage, async ({ contacts }) => {
        assert.deepEqual(ids(await contacts.search('', 9)), [id(3), id(2), id(1)])
        assert.deepEqual(ids(await contacts.search('', 2)), [id(3), id(2)])
      })
    },
  },
  {
    name: 'contacts are listed by a tag that they have, and tags by what they begin with',
    async run(storage) {
      await fill(
        storage,
        contact(1, { tags: ['vip', 'class of 30'] }),
        contact(2, { tags: ['vip'] }),
        contact(3, { tags: ['vip'], privateTo: 'U1' }),
        contact(4, { tags: ['vip plus', '#1'] }),
        contact(5, { name: 'vip' }),
      )
      await inWorkspace(storage, async ({ contacts }) => {
        assert.deepEqual(ids(await contacts.tagged('vip', 9)), [id(3), id(2), id(1)])
        assert.deepEqual(ids(await contacts.tagged('vip', 9, { memberId: 'U2' })), [id(2), id(1)])
        assert.deepEqual(ids(await contacts.tagged('vip', 1, { memberId: 'U2' })), [id(2)])
        assert.deepEqual(await contacts.tags('v', 9), ['vip', 'vip plus'])
        assert.deepEqual(await contacts.tags('', 3), ['#1', 'class of 30', 'vip'])
        assert.deepEqual(await contacts.tags('x', 9), [])
        assert.deepEqual(ids(await contacts.search('#VIP', 9, { memberId: 'U2' })), [id(2), id(1), id(4)])
        assert.deepEqual(ids(await contacts.search('vip', 9)), [id(5)])
      })
    },
  },
  {
    name: 'contacts are listed page by page, without erased ones',
    async run(storage) {
      await fill(storage, contact(3), contact(1), contact(2, { erasedAt: later(1) }), contact(4))
      await inWorkspace(storage, async ({ contacts }) => {
        assert.deepEqual(ids(await contacts.list(undefined, 2)), [id(1), id(3)])
        assert.deepEqual(ids(await contacts.list(id(3), 2)), [id(4)])
      })
    },
  },
  {
    name: 'contacts that were merged into another are found by it',
    async run(storage) {
      await fill(storage, contact(1), contact(2, { mergedInto: id(1) }), contact(3, { mergedInto: id(9) }))
      await inWorkspace(storage, async ({ contacts }) => {
        assert.deepEqual(ids(await contacts.mergedInto(id(1))), [id(2)])
        assert.deepEqual(await contacts.mergedInto(id(2)), [])
      })
    },
  },
  {
    name: 'evidence is listed from a time on, page by page, oldest first',
    async run(storage) {
      await inWorkspace(storage, async ({ consents }) => {
        for (const one of [evidence(1, 30), evidence(2, 10), evidence(4, 20), evidence(3, 20)]) {
          await consents.append(one)
        }
      })
      await inWorkspace(storage, async ({ consents }) => {
        const first = await consents.since(later(20), undefined, 2)
        assert.deepEqual(ids(first), [id(3), id(4)])
        assert.deepEqual(ids(await consents.since(later(20), first[1], 2)), [id(1)])
        assert.equal((await consents.since(later(0), undefined, 9)).length, 4)
      })
    },
  },
]
