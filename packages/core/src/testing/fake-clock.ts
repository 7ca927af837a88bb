import type { Clock } from '../ports/clock.js'

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  /** Moves time forward and runs the timers that fall due, in order, each at its own time. */
  advance(ms: number): void
}

/**
 * Makes a clock for tests and demonstrations.
 *
 * @param startAt - the time it shows first
 */
export function fakeClock(startAt = new Date('2030-01-07T10:00:00Z')): FakeClock {
  let nowMs = startAt.getTime()
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>()

  const nextDue = (untilMs: number) =>
    [...timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]

  return {
    now: () => new Date(nowMs),
    setTimer(at, callback) {
      const timer = { atMs: Math.max(at.getTime(), nowMs), callback }
      if (at.getTime() <= nowMs) {
        queueMicrotask(() => timers.delete(timer) && callback())
      }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      const untilMs = nowMs + ms
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer)
        nowMs = Math.max(nowMs, timer.atMs)
        timer.callback()
      }
      nowMs = untilMs
    },
  }
}
