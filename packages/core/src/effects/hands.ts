import type { Leases } from './leases.js'
import type { Turn } from './step.js'

/** What this process has begun in the transactions of flows, and what it knows of limits. */
export interface Hands {
  /** Until when there was no permit of a limit, as far as this process knows: a hint that spares vain hopes. */
  readonly reached: Map<string, Date>
  /** Opens for one transaction, unless they are full or closed; whoever is let in calls what is returned when it has ended. */
  enter(): (() => void) | undefined
  /** Keeps a turn until the run of its key asks for it. */
  keep(key: string, turn: Turn): void
  /** The turn that was begun for a key. Whoever takes it calls `done` when the run has ended. */
  take(key: string): Turn | undefined
  done(key: string): void
  open(): void
  /** Lets nobody in any more, and resolves when the run of its key has everything that was begun. */
  close(): Promise<void>
}

/** As many may wait for an answer of chat at the same time; more than that is left to the queue, whose hands are counted. */
const most = 256

export function createHands(leases: Leases): Hands {
  const begun = new Map<string, Turn>()
  const running = new Set<string>()
  const waiting: (() => void)[] = []
  let inside = 0
  let isOpen = false

  function settle(): void {
    if (inside + begun.size > 0) return
    for (const resolve of waiting.splice(0)) resolve()
  }

  return {
    reached: new Map(),
    enter() {
      if (!isOpen || inside + begun.size + running.size >= most) return undefined
      inside += 1
      return () => {
        inside -= 1
        settle()
      }
    },
    keep(key, turn) {
      leases.hold(turn.entry)
      begun.set(key, turn)
    },
    take(key) {
      const turn = begun.get(key)
      if (turn) running.add(key)
      begun.delete(key)
      settle()
      return turn
    },
    done: (key) => void running.delete(key),
    open: () => void (isOpen = true),
    async close() {
      isOpen = false
      if (inside + begun.size > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}
