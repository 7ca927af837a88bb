// Clocks for rounds in which waits go by more quickly than on the wall. Every process has to be told the same `since`.

/**
 * A clock for the desk: since `since` time passes `scale` times as quickly, and whatever waits for it waits that much
 * less.
 */
export function quickClock({ scale, since }) {
  const now = () => new Date(since + (Date.now() - since) * scale)
  return { now, setTimer: (at, callback) => setTimer((at.getTime() - now().getTime()) / scale, callback) }
}

/**
 * A clock for the services: it shows the same time, but what they do themselves (to come again with a webhook, to wait for
 * its answer) takes as long as on the wall, for so it does to the hosts.
 */
export function serviceClock({ scale, since }) {
  const { now } = quickClock({ scale, since })
  return { now, setTimer: (at, callback) => setTimer(at.getTime() - now().getTime(), callback) }
}

/** When something falls due on the wall that falls due at `at` on the quick clock. */
export const onTheWall = (at, { scale, since }) => at && new Date(since + (at.getTime() - since) / scale)

function setTimer(ms, callback) {
  const timer = setTimeout(() => callback(), Math.min(Math.max(ms, 0), 2 ** 31 - 1))
  return () => clearTimeout(timer)
}
