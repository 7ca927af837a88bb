import type { Storage } from '@threadline/core'

/** What happens to a commit: it never takes place, or it does and nobody hears of it. */
type CommitFault = 'not-committed' | 'committed-unheard'

/** A storage whose next commits can be made to fail. */
export interface UnreliableStorage extends Storage {
  /** The next transactions to end meet this, one each; earlier ones of the list first. */
  fail(...faults: readonly CommitFault[]): void
  /** How many commits have failed so far. */
  failures(): number
}

/** Puts a storage in front of another one, which keeps everything and fails when it is told to. */
export function unreliableStorage(inner: Storage): UnreliableStorage {
  const waiting: CommitFault[] = []
  let failures = 0

  function strike(): Error {
    failures += 1
    return new Error('The disk of secret-database-host is full.')
  }

  return {
    fail: (...faults) => void waiting.push(...faults),
    failures: () => failures,
    async transaction(workspaceId, work) {
      let isUnheard = false
      const result = await inner.transaction(workspaceId, async (transaction) => {
        const value = await work(transaction)
        const fault = waiting.shift()
        if (fault === 'not-committed') throw strike()
        isUnheard = fault === 'committed-unheard'
        return value
      })
      if (isUnheard) throw strike()
      return result
    },
    waitingLanes: (workspaceId, by, limit) => inner.waitingLanes(workspaceId, by, limit),
  }
}
