import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '@threadline/core'

/** How slowly the workspace answers. */
export interface Slowness {
  /** Milliseconds by which every answer comes late. 0: at once. */
  readonly ms: number
  /** `real`: as on a slow wire. `clock`: when the sandbox's clock has moved on that far. @defaultValue real */
  readonly time?: 'real' | 'clock'
}

/** Holds answers back. What was asked for has taken effect by then. */
export interface Brake {
  set(slowness: Slowness): void
  wait(): Promise<void>
}

/** Makes a brake that is off. */
export function createBrake(clock: Clock): Brake {
  let slowness: Slowness = { ms: 0 }
  return {
    set: (changed) => void (slowness = changed),
    async wait() {
      const { ms, time } = slowness
      if (ms <= 0) return
      if (time !== 'clock') return pause(ms, undefined, { ref: false })
      await new Promise<void>((resolve) => clock.setTimer(new Date(clock.now().getTime() + ms), resolve))
    },
  }
}
