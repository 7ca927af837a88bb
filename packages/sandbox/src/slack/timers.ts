import type { Clock } from '@threadline/core'

/** Things to be done in a while. */
export interface Timers {
  later(ms: number, work: () => void): void
  /** Forgets what waits. */
  stop(): void
}

/** Makes timers on a clock. */
export function createTimers(clock: Clock): Timers {
  const waiting = new Set<() => void>()
  return {
    later(ms, work) {
      const cancel = clock.setTimer(new Date(clock.now().getTime() + ms), () => {
        waiting.delete(cancel)
        work()
      })
      waiting.add(cancel)
    },
    stop() {
      for (const cancel of waiting) cancel()
      waiting.clear()
    },
  }
}
