import type { Clock } from '../ports/clock.js'

/** Longest delay that Node's timers take; a longer one is taken in steps. */
const maxDelayMs = 2 ** 31 - 1

/** The machine's own time. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  setTimer(at, callback) {
    let timer: NodeJS.Timeout
    const arm = () => {
      const delayMs = at.getTime() - Date.now()
      timer = setTimeout(delayMs > maxDelayMs ? arm : callback, Math.min(Math.max(delayMs, 0), maxDelayMs))
      timer.unref()
    }
    arm()
    return () => clearTimeout(timer)
  },
}
