import type { Clock } from '@threadline/core'

/** Longest wait one timer of the platform can hold, in milliseconds. */
const longestWaitMs = 2 ** 31 - 1

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => new Date(),
  setTimer(at, callback) {
    const waitMs = Math.min(Math.max(at.getTime() - Date.now(), 0), longestWaitMs)
    const timer = setTimeout(callback, waitMs)
    return () => clearTimeout(timer)
  },
}
