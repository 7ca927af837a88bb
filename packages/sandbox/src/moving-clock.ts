import type { Clock } from '@threadline/core'
import { systemClock } from './system-clock.js'

/** The clock on the wall, and ahead of it by as much as somebody has moved it. */
export interface MovingClock extends Clock {
  /** Milliseconds ahead of the wall. */
  readonly aheadMs: number
  /** Moves it; what has fallen due meanwhile happens at once. */
  setAhead(aheadMs: number): void
  /** Told of every move. */
  onMove(listener: (aheadMs: number) => void): void
}

interface Timer {
  readonly at: Date
  readonly callback: () => void
  cancel: () => void
}

/** Makes a clock that can be moved by hand. */
export function movingClock(aheadMs = 0): MovingClock {
  const timers = new Set<Timer>()
  const listeners: ((aheadMs: number) => void)[] = []
  let ahead = aheadMs

  function arm(timer: Timer): void {
    timer.cancel = systemClock.setTimer(new Date(timer.at.getTime() - ahead), () => {
      timers.delete(timer)
      timer.callback()
    })
  }

  return {
    get aheadMs() {
      return ahead
    },
    now: () => new Date(Date.now() + ahead),
    setTimer(at, callback) {
      const timer: Timer = { at, callback, cancel: () => undefined }
      timers.add(timer)
      arm(timer)
      return () => {
        timer.cancel()
        timers.delete(timer)
      }
    },
    setAhead(wanted) {
      ahead = wanted
      for (const timer of [...timers].sort((one, other) => one.at.getTime() - other.at.getTime())) {
        timer.cancel()
        arm(timer)
      }
      for (const listener of listeners) listener(ahead)
    },
    onMove: (listener) => void listeners.push(listener),
  }
}

/** Whether a clock can be moved by hand. */
export function isMoving(clock: Clock): clock is MovingClock {
  return 'setAhead' in clock
}
