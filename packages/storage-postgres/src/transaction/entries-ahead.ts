import type { Lane, OutboxEntry } from '@threadline/core'

/** What is known of the head of a lane before it is asked for: the entry behind one that was finished. */
export interface EntriesAhead {
  /** Remembers what stands behind an entry. */
  expect(entry: OutboxEntry, behind: OutboxEntry | undefined): void
  removed(entry: OutboxEntry): void
  /** Something in a lane is not as it was. */
  changed(lane: Lane): void
  isKnown(lane: Lane): boolean
  head(lane: Lane): OutboxEntry | undefined
}

export function createEntriesAhead(): EntriesAhead {
  const expected = new Map<Lane, Expected>()
  const heads = new Map<Lane, OutboxEntry | undefined>()
  return {
    expect: ({ id, lane }, behind) => void expected.set(lane, { id, behind }),
    removed({ id, lane }) {
      const known = expected.get(lane)
      if (known?.id === id) heads.set(lane, known.behind)
      else heads.delete(lane)
    },
    changed(lane) {
      expected.delete(lane)
      heads.delete(lane)
    },
    isKnown: (lane) => heads.has(lane),
    head: (lane) => heads.get(lane),
  }
}

interface Expected {
  readonly id: string
  readonly behind: OutboxEntry | undefined
}
