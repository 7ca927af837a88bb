import assert from 'node:assert/strict'
import type { Lane, OutboxEntry } from '../domain/effect.js'
import type { Storage, Transaction } from '../ports/storage.js'
import { at, contact, conversation, entry, id, inWorkspace, later, message, workspace } from './storage-fixtures.js'
import type { SuiteCase } from './suite.js'

/** What the outbox of every storage must do. */
export const outboxCases: readonly SuiteCase<Storage>[] = [
  {
    name: 'a lane gives its entries in the order they were added, each until it is removed',
    async run(storage) {
      for (const n of [1, 2, 3]) await inWorkspace(storage, (tx) => tx.outbox.add(entry(n)))
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(4, { lane: 'sms:one' })))
      const order: string[] = []
      for (let head = await headOf(storage); head; head = await headOf(storage)) {
        order.push(head.id)
        await inWorkspace(storage, (tx) => tx.outbox.replace(head as OutboxEntry, undefined))
      }
      assert.deepEqual(order, [id(1), id(2), id(3)])
    },
  },
  {
    name: 'the head is the first entry even when it is due later than those behind it',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1))
        await tx.outbox.add(entry(2))
        assert.ok(await tx.outbox.replace(entry(1), entry(1, { dueAt: later(60_000), attempts: 1 })))
      })
      assert.deepEqual(await headOf(storage), entry(1, { dueAt: later(60_000), attempts: 1 }))
    },
  },
  {
    name: 'an entry takes the place of the pending one with its key, and only in its lane',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1, { key: 'k' }))
        await tx.outbox.add(entry(2))
        await tx.outbox.add(entry(3, { key: 'k', lane: 'sms:one' }))
        await tx.outbox.add(entry(4, { key: 'k', dueAt: later(5) }))
      })
      assert.equal((await headOf(storage))?.id, id(4))
      await finishHead(storage)
      assert.equal((await headOf(storage))?.id, id(2))
      assert.equal((await headOf(storage, 'sms:one'))?.id, id(3))
    },
  },
  {
    name: 'an entry that has started is neither replaced nor canceled',
    async run(storage) {
      const started = entry(1, { key: 'k', state: 'started', attempts: 1, startedAt: at, leaseUntil: later(9) })
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1, { key: 'k' }))
        await tx.outbox.replace(entry(1, { key: 'k' }), started)
        await tx.outbox.add(entry(2, { key: 'k' }))
        await tx.outbox.cancel('chat:one', 'k')
        await tx.outbox.cancel('chat:one', 'k')
      })
      assert.deepEqual(await headOf(storage), started)
      await finishHead(storage)
      assert.equal(await headOf(storage), undefined)
    },
  },
  {
    name: 'a dead entry gives way to the next one and is listed until it is removed',
    async run(storage) {
      const buried = entry(1, { state: 'dead', lastFailure: 'other' })
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1))
        await tx.outbox.add(entry(2))
        await tx.outbox.replace(entry(1), buried)
      })
      assert.equal((await headOf(storage))?.id, id(2))
      const dead = () => inWorkspace(storage, async (tx) => (await tx.outbox.dead(10)).map((one) => one.id))
      assert.deepEqual(await dead(), [id(1)])
      assert.ok(await inWorkspace(storage, (tx) => tx.outbox.replace(buried, entry(1))))
      assert.deepEqual(await dead(), [])
      await finishHead(storage)
      assert.equal((await headOf(storage))?.id, id(1), 'revived, it waits its turn at the end of its lane')
    },
  },
  {
    name: 'an entry in place of one that was tried waits as long, and knows how often that was tried',
    async run(storage) {
      const tried = entry(1, { key: 'k', attempts: 3, dueAt: later(60_000), lastFailure: 'rate-limited' })
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(1, { key: 'k' }))
        await tx.outbox.replace(entry(1, { key: 'k' }), tried)
        await tx.outbox.add(entry(2, { key: 'k' }))
      })
      const { attempts, dueAt, id: headId } = (await headOf(storage)) ?? entry(9)
      assert.deepEqual({ attempts, dueAt, headId }, { attempts: 3, dueAt: later(60_000), headId: id(2) })
    },
  },
  {
    name: 'of two that wait with one key the newer is replaced, and both are canceled',
    async run(storage) {
      const keyed = (n: number, overrides: Partial<OutboxEntry> = {}) => entry(n, { key: 'k', ...overrides })
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(keyed(1))
        await tx.outbox.replace(keyed(1), keyed(1, { state: 'started', attempts: 1 }))
        await tx.outbox.add(keyed(2))
        await tx.outbox.replace(keyed(1, { state: 'started', attempts: 1 }), keyed(1, { attempts: 1 }))
        await tx.outbox.add(keyed(3))
      })
      assert.equal((await headOf(storage))?.id, id(1))
      await finishHead(storage)
      assert.equal((await headOf(storage))?.id, id(3))
      await inWorkspace(storage, async (tx) => {
        await tx.outbox.add(entry(4))
        await tx.outbox.cancel('chat:one', 'k')
      })
      assert.equal((await headOf(storage))?.id, id(4))
    },
  },
  {
    name: 'who replaces an entry that somebody else has touched changes nothing',
    async run(storage) {
      const taken = entry(1, { state: 'started', attempts: 1, startedAt: at })
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(1)))
      const replace = (before: OutboxEntry, after?: OutboxEntry) =>
        inWorkspace(storage, (tx) => tx.outbox.replace(before, after))
      assert.equal(await replace(entry(1), taken), true)
      assert.equal(await replace(entry(1), entry(1, { lastFailure: 'too late' })), false)
      assert.equal(await replace(entry(1)), false)
      assert.deepEqual(await headOf(storage), taken)
      assert.equal(await replace(taken), true)
      assert.equal(await replace(taken, entry(1)), false, 'what is gone does not come back')
      assert.equal(await headOf(storage), undefined)
    },
  },
  {
    name: 'who must replace an entry that somebody else has touched leaves nothing behind',
    async run(storage) {
      const taken = entry(1, { state: 'started', attempts: 1, startedAt: at })
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(1)))
      const replace = (before: OutboxEntry, after?: OutboxEntry) =>
        inWorkspace(storage, async (tx) => {
          await tx.contacts.save(contact(2, { name: after?.id ?? 'removed' }))
          await tx.outbox.mustReplace(before, after)
        })
      const nameOf = () => inWorkspace(storage, async (tx) => (await tx.contacts.find(id(2)))?.name)
      await replace(entry(1), taken)
      await assert.rejects(replace(entry(1), entry(1, { lastFailure: 'late' })), { code: 'storage.taken_over' })
      await assert.rejects(replace(entry(1)), { code: 'storage.taken_over' })
      assert.equal(await nameOf(), id(1))
      assert.deepEqual(await headOf(storage), taken)
      await replace(taken)
      assert.equal(await nameOf(), 'removed')
      await assert.rejects(replace(taken), { code: 'storage.taken_over' })
    },
  },
  {
    name: 'what is begun where it was added stands as it was begun, and only once',
    async run(storage) {
      const begun = (n: number) =>
        entry(n, { key: 'k', state: 'started', attempts: 1, startedAt: at, leaseUntil: later(9) })
      const begin = (n: number, meanwhile: (tx: Transaction) => Promise<unknown>) =>
        inWorkspace(storage, async (tx) => {
          tx.ahead?.({ type: 'head', lane: 'chat:one' })
          await tx.outbox.head('chat:one')
          await tx.outbox.add(entry(n, { key: 'k' }))
          await meanwhile(tx)
          await tx.outbox.mustReplace(entry(n, { key: 'k' }), begun(n))
        })
      await begin(1, async () => undefined)
      assert.deepEqual(await headOf(storage), begun(1))
      const twice = begin(2, (tx) => tx.outbox.mustReplace(entry(2, { key: 'k' }), begun(2)))
      await assert.rejects(twice, { code: 'storage.taken_over' })
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(3, { key: 'k' })))
      await finishHead(storage)
      assert.equal((await headOf(storage))?.id, id(3))
      await begin(4, (tx) => tx.outbox.head('chat:one'))
      assert.deepEqual(await headOf(storage), begun(4))
    },
  },
  {
    name: 'behind an entry that is removed comes the next one, as it is by then, whether or not it was read ahead',
    async run(storage) {
      await inWorkspace(storage, async (tx) => {
        for (const n of [1, 2, 3]) await tx.outbox.add(entry(n, { key: `k${n}` }))
      })
      const finish = (n: number, meanwhile: (tx: Transaction) => Promise<void> = async () => undefined) =>
        inWorkspace(storage, async (tx) => {
          tx.ahead?.({ type: 'behind', entry: entry(n) })
          await tx.contacts.find(id(9))
          await meanwhile(tx)
          await tx.outbox.mustReplace(entry(n), undefined)
          return (await tx.outbox.head('chat:one'))?.id
        })
      assert.equal(await finish(1), id(2))
      assert.equal(await finish(2, (tx) => tx.outbox.cancel('chat:one', 'k3')), undefined)
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(4)))
      assert.equal(await finish(4, (tx) => tx.outbox.add(entry(5))), id(5))
      assert.equal(await finish(5), undefined)
    },
  },
  {
    name: 'what is added to the lane of a locked conversation is seen by whoever finishes what stood in front of it',
    async run(storage) {
      const lane: Lane = `chat:${id(20)}`
      await inWorkspace(storage, async (tx) => {
        await tx.contacts.save(contact(10))
        await tx.conversations.save(conversation(20, id(10)))
        await tx.messages.save(message(30, id(20)))
      })
      /** Whether it found nothing in front of it, so that it is its own to see to. */
      const add = (n: number) =>
        inWorkspace(storage, async (tx) => {
          tx.ahead?.({ type: 'message', id: id(30), adds: 'chat' })
          await tx.conversations.find(id(20))
          const head = await tx.outbox.head(lane)
          await tx.outbox.add(entry(n, { lane }))
          return head === undefined
        })
      const finish = (done: OutboxEntry) =>
        inWorkspace(storage, async (tx) => {
          tx.ahead?.({ type: 'behind', entry: done, conversationId: id(20) })
          await tx.conversations.find(id(20))
          await tx.outbox.mustReplace(done, undefined)
          return tx.outbox.head(lane)
        })
      const addAndSeeToIt = async (n: number): Promise<number> => {
        if (!(await add(n))) return 0
        let finished = 0
        let next: OutboxEntry | undefined = entry(n, { lane })
        for (; next; finished += 1) next = await finish(next)
        return finished
      }
      const finished = [0, 0, 0, 0]
      const addMany = async (client: number): Promise<void> => {
        for (let n = 0; n < 25; n += 1)
          finished[client] = (finished[client] ?? 0) + (await addAndSeeToIt(100 + client * 25 + n))
      }
      await Promise.all(finished.map((_, client) => addMany(client)))
      assert.equal(
        finished.reduce((sum, count) => sum + count, 0),
        100,
      )
      assert.equal(await inWorkspace(storage, (tx) => tx.outbox.head(lane)), undefined)
    },
  },
  {
    name: 'a sweep finds the lanes whose head is due, earliest first, of its workspace only',
    async run(storage) {
      const add = (where: string, ...entries: readonly OutboxEntry[]) =>
        storage.transaction(where, async (tx) => {
          for (const one of entries) await tx.outbox.add(one)
        })
      await add(workspace, entry(1, { dueAt: later(2_000) }), entry(2, { dueAt: at }))
      await add(workspace, entry(3, { lane: 'sms:two', dueAt: later(1_000) }))
      await add(workspace, entry(4, { lane: 'sms:far', dueAt: later(9_000) }))
      await add('T0OTHER', entry(5, { lane: 'sms:theirs' }))
      assert.deepEqual(await storage.waitingLanes(workspace, later(2_000), 10), [
        { lane: 'sms:two', dueAt: later(1_000) },
        { lane: 'chat:one', dueAt: later(2_000) },
      ])
      assert.equal((await storage.waitingLanes(workspace, later(2_000), 1)).length, 1)
    },
  },
  {
    name: 'a sweep takes any time: at the end of all days everything is due, at their beginning nothing',
    async run(storage) {
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(1)))
      const dueBy = (ms: number) => storage.waitingLanes(workspace, new Date(ms), 10)
      assert.deepEqual(await dueBy(8.64e15), [{ lane: 'chat:one', dueAt: at }])
      assert.deepEqual(await dueBy(-8.64e15), [])
    },
  },
  {
    name: 'of two drains at once exactly one starts the head',
    async run(storage) {
      await inWorkspace(storage, (tx) => tx.outbox.add(entry(1)))
      const start = () =>
        inWorkspace(storage, async (tx) => {
          const head = await tx.outbox.head('chat:one')
          if (head?.state !== 'pending') return false
          return tx.outbox.replace(head, { ...head, state: 'started', attempts: head.attempts + 1, startedAt: at })
        })
      const started = await Promise.all([start(), start(), start(), start()])
      assert.equal(started.filter(Boolean).length, 1)
      assert.equal((await headOf(storage))?.attempts, 1)
    },
  },
]

const headOf = (storage: Storage, lane: OutboxEntry['lane'] = 'chat:one') =>
  inWorkspace(storage, (tx) => tx.outbox.head(lane))

const finishHead = (storage: Storage) =>
  inWorkspace(storage, async (tx) => {
    const head = await tx.outbox.head('chat:one')
    if (head) await tx.outbox.replace(head, undefined)
  })
