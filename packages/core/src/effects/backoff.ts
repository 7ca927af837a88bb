const firstDelayMs = 1_000
const longestDelayMs = 5 * 60_000

/**
 * Milliseconds to wait before another call: doubling from one second to five minutes, and never less than the other
 * side asked for. A little chance keeps many lanes from coming back at the same moment.
 *
 * @param attempts - calls made so far, at least 1
 * @param random - from 0 to 1
 * @param retryAfterMs - what the other side asked for
 */
export function backoffMs(attempts: number, random: number, retryAfterMs = 0): number {
  const delayMs = Math.min(firstDelayMs * 2 ** Math.min(attempts - 1, 20), longestDelayMs)
  return Math.round(Math.max(delayMs, retryAfterMs) * (1 + random / 4))
}
