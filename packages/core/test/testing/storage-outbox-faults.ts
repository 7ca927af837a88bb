import { ThreadlineError, type OutboxEntry } from '../../src/index.js'
import { memoryStorage } from '../../src/memory/index.js'
import { broken, type Fault } from './broken-storage.js'

const isTwinOf = (entry: OutboxEntry) => (other: OutboxEntry | undefined) =>
  other?.key !== undefined && other.key === entry.key && other.state === 'pending'

/** What can be wrong with an outbox and its sweep. */
export const outboxFaults: Readonly<Record<string, Fault>> = {
  'a lane is a stack': () => {
    const heads = new Map<string, OutboxEntry[]>()
    return broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const older = heads.get(entry.lane) ?? []
          heads.set(entry.lane, [entry, ...older])
          for (const other of older) await outbox.replace(other, undefined)
          for (const other of [entry, ...older]) await outbox.add(other)
        },
      },
    }))
  },

  'a twin goes to the end of its lane': () =>
    broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const head = await outbox.head(entry.lane)
          if (isTwinOf(entry)(head)) await outbox.cancel(entry.lane, entry.key ?? '')
          await outbox.add(entry)
        },
      },
    })),

  'a twin follows instead of replacing': () =>
    broken(({ outbox }) => ({ outbox: { add: ({ key: _, ...entry }) => outbox.add(entry) } })),

  'a twin forgets how often its place was tried': () =>
    broken(({ outbox }) => ({
      outbox: {
        async add(entry) {
          const head = await outbox.head(entry.lane)
          if (head && isTwinOf(entry)(head)) await outbox.replace(head, entry)
          else await outbox.add(entry)
        },
      },
    })),

  'an entry that has started can be canceled': () =>
    broken(({ outbox }) => ({
      outbox: {
        async cancel(lane, key) {
          const head = await outbox.head(lane)
          if (head?.key === key) await outbox.replace(head, undefined)
          else await outbox.cancel(lane, key)
        },
      },
    })),

  'replacing does not look at the attempts': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          const head = await outbox.head(before.lane)
          return outbox.replace(head?.id === before.id ? head : before, after)
        },
      },
    })),

  'replacing always says yes': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          await outbox.replace(before, after)
          return true
        },
      },
    })),

  'who must replace is never told that he could not': () =>
    broken(({ outbox }) => ({
      outbox: { mustReplace: async (before, after) => void (await outbox.replace(before, after)) },
    })),

  'who must replace is told, but what he did beside it stays': () => {
    let isTold = false
    const storage = broken(({ outbox }) => ({
      outbox: {
        async mustReplace(before, after) {
          if (!(await outbox.replace(before, after))) isTold = true
        },
      },
    }))
    return {
      ...storage,
      async transaction(workspaceId, work) {
        isTold = false
        const result = await storage.transaction(workspaceId, work)
        if (isTold) throw new ThreadlineError('storage.taken_over', 'Too late.')
        return result
      },
    }
  },

  'what is gone comes back when it is replaced': () =>
    broken(({ outbox }) => ({
      outbox: {
        async replace(before, after) {
          const isReplaced = await outbox.replace(before, after)
          if (!isReplaced && after && !(await outbox.head(before.lane))) await outbox.add(after)
          return isReplaced
        },
      },
    })),

  'the head is the first that is due': () => {
    const dueAt = new Map<string, OutboxEntry>()
    return broken(({ outbox }) => ({
      outbox: {
        add: (entry) => {
          dueAt.set(entry.id, entry)
          return outbox.add(entry)
        },
        async head(lane) {
          const head = await outbox.head(lane)
          const earlier = [...dueAt.values()].find((other) => other.lane === lane && head && other.dueAt < head.dueAt)
          return earlier ?? head
        },
      },
    }))
  },

  'a dead entry blocks its lane': () =>
    broken(({ outbox }) => ({
      outbox: {
        async head(lane) {
          const dead = (await outbox.dead(10)).find((entry) => entry.lane === lane)
          return dead ?? outbox.head(lane)
        },
      },
    })),

  'a dead entry is dropped': () =>
    broken(({ outbox }) => ({
      outbox: { replace: (before, after) => outbox.replace(before, after?.state === 'dead' ? undefined : after) },
    })),

  'a sweep looks at every workspace': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: async (workspaceId, by, limit) => [
        ...(await storage.waitingLanes('T0OTHER', by, limit)),
        ...(await storage.waitingLanes(workspaceId, by, limit)),
      ],
    }
  },

  'a sweep finds the latest first': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: async (workspaceId, by, limit) =>
        [...(await storage.waitingLanes(workspaceId, by, limit))].reverse(),
    }
  },

  'a sweep finds what is not due': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      waitingLanes: (workspaceId, _, limit) => storage.waitingLanes(workspaceId, new Date(8.64e15), limit),
    }
  },

  'a sweep cannot read years of more than four digits': () => {
    const storage = memoryStorage()
    return {
      ...storage,
      async waitingLanes(workspaceId, by, limit) {
        if (!/^\d{4}-/.test(by.toISOString())) throw new RangeError('time out of range')
        return storage.waitingLanes(workspaceId, by, limit)
      },
    }
  },

  'a sweep ignores its limit': () => {
    const storage = memoryStorage()
    return { ...storage, waitingLanes: (workspaceId, by) => storage.waitingLanes(workspaceId, by, 1_000) }
  },
}
