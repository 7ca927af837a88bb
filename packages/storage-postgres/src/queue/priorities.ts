import type { Clock } from '@threadline/core'
import { groupOf } from '@threadline/core/memory'

/** Milliseconds for which one wake-up takes up the share of its workspace: ten a second are nobody's burst. */
const shareMs = 100
/** No workspace is put further behind than this. */
const mostBehindMs = 100_000

/**
 * The place of each wake-up among those of all workspaces: the engine hands out smaller ones first. As long as a workspace
 * wakes no more than ten keys a second they all have place 0; of a burst, each stands one place behind the one before. So
 * ten thousand keys of one workspace stand behind the first keys of every other, whoever came first, and nothing is held
 * up while nobody else wants anything.
 *
 * Every process counts what it wakes itself. Two that each see half of a burst order it as well as one that sees all.
 */
export function createPriorities(clock: Pick<Clock, 'now'>): (key: string) => number {
  /** Until when each workspace has taken up its share, in milliseconds since 1970. */
  const takenUntil = new Map<string, number>()
  let pruneAt = 0

  return (key) => {
    const now = clock.now().getTime()
    if (now >= pruneAt) {
      pruneAt = now + mostBehindMs
      for (const [group, until] of takenUntil) if (until <= now) takenUntil.delete(group)
    }
    const group = groupOf(key)
    const until = Math.max(takenUntil.get(group) ?? now, now)
    takenUntil.set(group, Math.min(until + shareMs, now + mostBehindMs))
    return Math.floor((until - now) / shareMs)
  }
}
