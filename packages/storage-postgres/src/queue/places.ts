import { fairTurns, groupOf } from '@threadline/core/memory'

/** The places in which keys are handled, given out so that no workspace has them all. */
export interface Places {
  /** Whether a key can stand in line; when not, too many of its workspace do. */
  hasRoom(key: string): boolean
  /** Resolves with true when the key has a place, with false when nothing more is begun. */
  take(key: string): Promise<boolean>
  giveBack(key: string): void
  /** Whether a key stands in line. */
  waits(key: string): boolean
}

/** Most keys of a workspace in line: each has its lease, and is named in every sign of life. */
const mostWaiting = 1_000

export function createPlaces(count: number, stopping: AbortSignal): Places {
  const turns = fairTurns(count)
  const begin = new Map<string, (hasPlace: boolean) => void>()

  function beginDue(): void {
    for (let key = turns.next(); key !== undefined; key = turns.next()) settle(key, true)
  }

  function settle(key: string, hasPlace: boolean): void {
    const resolve = begin.get(key)
    begin.delete(key)
    resolve?.(hasPlace)
  }

  stopping.addEventListener('abort', () => {
    turns.clear()
    for (const key of begin.keys()) settle(key, false)
  })

  return {
    hasRoom: (key) => turns.waiting(groupOf(key)) < mostWaiting,
    take(key) {
      if (stopping.aborted) return Promise.resolve(false)
      return new Promise((resolve) => {
        begin.set(key, resolve)
        turns.add(key)
        beginDue()
      })
    },
    giveBack(key) {
      turns.ended(key)
      if (!stopping.aborted) beginDue()
    },
    waits: (key) => begin.has(key),
  }
}
