import { memoryStorage } from '../../src/memory/index.js'
import { broken, type Fault } from './broken-storage.js'

const letOthersRun = () => new Promise<void>((resolve) => setImmediate(resolve))

/** What can be wrong with limits. */
export const limitFaults: Readonly<Record<string, Fault>> = {
  'two at once both take the last permit': () => {
    const marks = new Map<string, number>()
    const storage = memoryStorage()
    const take = async (workspaceId: string, key: string, ms: number, now: Date) => {
      const from = Math.max(marks.get(workspaceId + key) ?? 0, now.getTime())
      await letOthersRun()
      marks.set(workspaceId + key, from + ms)
      return new Date(from + ms)
    }
    return {
      ...storage,
      // Runs beside the others, as transactions do in which nothing is locked.
      transaction: async (workspaceId, work) => {
        const tx = await storage.transaction(workspaceId, async (opened) => opened)
        return work({ ...tx, limits: { ...tx.limits, take: (key, ms, now) => take(workspaceId, key, ms, now) } })
      },
    }
  },

  'a limit never moves': () => broken(() => ({ limits: { take: async (_, ms, now) => new Date(now.getTime() + ms) } })),

  'permits that nobody took are saved up for ever': () =>
    broken(({ limits }) => ({ limits: { take: (key, ms) => limits.take(key, ms, new Date(0)) } })),

  'who must take takes what there is not': () =>
    broken(({ limits }) => ({ limits: { mustTake: async (key, ms, now) => void (await limits.take(key, ms, now)) } })),

  'all limits are one': () =>
    broken(({ limits }) => ({ limits: { take: (_, ms, now) => limits.take('all', ms, now) } })),

  'an entry forgets its permit': () =>
    broken(({ outbox }) => ({
      outbox: {
        replace: (before, after) => outbox.replace(before, after && { ...after, permitAt: undefined }),
      },
    })),
}
