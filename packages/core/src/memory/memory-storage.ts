import type { Storage } from '../ports/storage.js'
import { createJournal } from './journal.js'
import { createMemoryWorkspace, type MemoryWorkspace } from './memory-workspace.js'

/**
 * Keeps everything in this process: the reference implementation, for tests and first steps. Lost on restart.
 *
 * Transactions run one after the other. Never begin one inside another: it would wait for itself.
 */
export function memoryStorage(): Storage {
  const journal = createJournal()
  const workspaces = new Map<string, MemoryWorkspace>()
  let last: Promise<unknown> = Promise.resolve()

  function workspace(id: string): MemoryWorkspace {
    const known = workspaces.get(id) ?? createMemoryWorkspace(journal)
    workspaces.set(id, known)
    return known
  }

  return {
    transaction(workspaceId, work) {
      const run = last.then(async () => {
        try {
          const result = await work(workspace(workspaceId))
          journal.commit()
          return result
        } catch (error) {
          journal.rollBack()
          throw error
        }
      })
      last = run.catch(() => undefined)
      return run
    },

    async waitingLanes(workspaceId, by, limit) {
      await last
      const heads = [...(workspaces.get(workspaceId)?.outbox.heads() ?? [])]
      return heads
        .filter(({ dueAt }) => dueAt <= by)
        .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
        .slice(0, limit)
        .map(({ dueAt, lane }) => ({ lane, dueAt }))
    },
  }
}
