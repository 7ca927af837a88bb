import assert from 'node:assert/strict'
import type { Storage } from '../ports/storage.js'
import { at, contact, entry, id, inWorkspace, later, workspace } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

/** What every storage must do so that many processes keep to one limit. */
export const limitCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'a limit moves on from where it is, and from now when that is later',
    async run(storage) {
      assert.deepEqual(await take(storage, 'a', 1_000, at), later(1_000))
      assert.deepEqual(await take(storage, 'a', 500, later(100)), later(1_500))
      assert.deepEqual(await take(storage, 'a', 500, later(9_000)), later(9_500))
      assert.deepEqual(await take(storage, 'b', 1_000, at), later(1_000))
    },
  },
  {
    name: 'a limit that is moved on by nothing says where it is, and stays there',
    async run(storage) {
      assert.deepEqual(await take(storage, 'a', 0, at), at)
      assert.deepEqual(await take(storage, 'a', 1_000, later(100)), later(1_100))
      assert.deepEqual(await take(storage, 'a', 0, later(200)), later(1_100))
      assert.deepEqual(await take(storage, 'a', 0, later(1_200)), later(1_200))
    },
  },
  {
    name: 'of many that take from a limit at once no two get the same',
    async run(storage) {
      const marks = await Promise.all(Array.from({ length: 8 }, () => take(storage, 'a', 1_000, at)))
      const seconds = marks.map((mark) => (mark.getTime() - at.getTime()) / 1_000).sort((a, b) => a - b)
      assert.deepEqual(seconds, [1, 2, 3, 4, 5, 6, 7, 8])
    },
  },
  {
    name: 'what was taken in a transaction that throws is given back, and other workspaces have limits of their own',
    async run(storage) {
      const failing = inWorkspace(storage, async (tx) => {
        await tx.limits.take('a', 60_000, at)
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      await storage.transaction('T0OTHER', (tx) => tx.limits.take('a', 60_000, at))
      assert.deepEqual(await take(storage, 'a', 1_000, at), later(1_000))
    },
  },
  {
    name: 'who must take by a time what is not to be had by then leaves nothing behind, and takes nothing',
    async run(storage) {
      const mustTake = (latest: Date) =>
        inWorkspace(storage, async (tx) => {
          await tx.contacts.save(contact(1))
          await tx.limits.mustTake('a', 1_000, at, latest)
        })
      await assert.rejects(mustTake(later(999)), { code: 'storage.limit_reached' })
      assert.equal(await inWorkspace(storage, (tx) => tx.contacts.find(id(1))), undefined)
      await mustTake(later(1_000))
      await assert.rejects(mustTake(later(1_999)), { code: 'storage.limit_reached' })
      assert.deepEqual(await take(storage, 'a', 1_000, at), later(2_000))
    },
  },
  {
    name: 'an entry that waits for its permit knows for when it has it',
    async run(storage) {
      const waiting = entry(1, { dueAt: later(1_000), permitAt: later(1_000) })
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1))
        assert.ok(await tx.outbox.replace(entry(1), waiting))
      })
      assert.deepEqual(await inWorkspace(storage, (tx) => tx.outbox.head('chat:one')), waiting)
      assert.deepEqual(await storage.waitingLanes(workspace, later(999), 10), [])
    },
  },
]

const take = (storage: Storage, key: string, ms: number, now: Date): Promise<Date> =>
  inWorkspace(storage, (tx) => tx.limits.take(key, ms, now))
