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
