import type { Storage } from '@threadline/core'

/** The storage of a process that dies: from then on nothing it asks is answered, as its questions are nobody's any more. */
export interface MortalStorage extends Storage {
  /** From now on it lives for so many transactions; the last one is kept or not, and its process hears nothing of it. */
  dieIn(transactions: number, last: 'kept' | 'undone'): void
  readonly died: Promise<void>
}

class Died extends Error {}

export function mortalStorage(storage: Storage): MortalStorage {
  let left = Infinity
  let isLastKept = true
  let tellDied = (): void => undefined
  const died = new Promise<void>((resolve) => (tellDied = resolve))
  const silence = new Promise<never>(() => undefined)

  return {
    ...storage,
    died,
    dieIn(transactions, last) {
      left = transactions
      isLastKept = last === 'kept'
    },
    async transaction(workspaceId, work) {
      if (left <= 0) return silence
      left -= 1
      if (left > 0) return storage.transaction(workspaceId, work)
      const ending = storage.transaction(workspaceId, async (tx) => {
        await work(tx)
        if (!isLastKept) throw new Died()
      })
      await ending.catch(() => undefined)
      tellDied()
      return silence
    },
    waitingLanes: (...query) => (left <= 0 ? silence : storage.waitingLanes(...query)),
  }
}
