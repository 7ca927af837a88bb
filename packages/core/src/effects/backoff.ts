const firstDelayMs = 1_000
const longestDelayMs = 5 * 60_000

/**
 * Milliseconds to wait before another call: what the other side asked for, and where it did not, doubling from one second
 * to five minutes. A little chance keeps many lanes from coming back at the same moment.
 *
 * @param attempts - calls made so far, at least 1, those that a crash interrupted included
 * @param random - from 0 to 1
 * @param retryAfterMs - what the other side asked for
 */
export function backoffMs(attempts: number, random: number, retryAfterMs?: number): number {
  const doublingMs = Math.min(firstDelayMs * 2 ** Math.min(attempts - 1, 20), longestDelayMs)
  const delayMs = retryAfterMs === undefined ? doublingMs : Math.max(retryAfterMs, firstDelayMs)
  return Math.round(delayMs * (1 + random / 4))
}
