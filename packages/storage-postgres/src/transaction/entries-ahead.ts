import type { Lane, OutboxEntry } from '@threadline/core'

/** What is known of the head of a lane before it is asked for. */
export interface EntriesAhead {
  /** Remembers what stands behind an entry. */
  expect(entry: OutboxEntry, behind: OutboxEntry | undefined): void
  /** Remembers what stands in front of a lane, as it was read. */
  expectHead(lane: Lane, head: OutboxEntry | undefined): void
  added(entry: OutboxEntry): void
  removed(entry: OutboxEntry): void
  /** Something in a lane is not as it was. */
  changed(lane: Lane): void
  isKnown(lane: Lane): boolean
  head(lane: Lane): OutboxEntry | undefined
}

export function createEntriesAhead(): EntriesAhead {
  const expected = new Map<Lane, Expected>()
  const heads = new Map<Lane, OutboxEntry | undefined>()
  /** What was read of them may be older than what has been written since. */
  const touched = new Set<Lane>()

  function changed(lane: Lane): void {
    touched.add(lane)
    expected.delete(lane)
    heads.delete(lane)
  }

  return {
    expect({ id, lane }, behind) {
      if (!touched.has(lane)) expected.set(lane, { id, behind })
    },
    expectHead(lane, head) {
      if (!touched.has(lane)) heads.set(lane, head)
    },
    added(entry) {
      const { key, lane } = entry
      const isEmpty = heads.has(lane) && heads.get(lane) === undefined
      const isBehind = heads.get(lane) !== undefined && key === undefined
      // It may have taken the place of another one with its key.
      if (!isEmpty && !isBehind) return changed(lane)
      touched.add(lane)
      if (isEmpty) heads.set(lane, entry)
    },
    removed({ id, lane }) {
      const known = expected.get(lane)
      touched.add(lane)
      if (known?.id === id) heads.set(lane, known.behind)
      else heads.delete(lane)
    },
    changed,
    isKnown: (lane) => heads.has(lane),
    head: (lane) => heads.get(lane),
  }
}

interface Expected {
  readonly id: string
  readonly behind: OutboxEntry | undefined
}
