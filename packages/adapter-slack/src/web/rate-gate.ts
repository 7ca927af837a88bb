/** Remembers until when Slack wants no more calls of a kind. */
export interface RateGate {
  /** Milliseconds until calls of this kind may go out again; 0 when they may now. */
  remainingMs(key: string): number
  /** Closes the gate for this kind of call. A shorter wait never replaces a longer one. */
  close(key: string, forMs: number): void
}

/** Makes gates that are all open. */
export function createRateGate(now: () => Date): RateGate {
  const closedUntil = new Map<string, number>()
  return {
    remainingMs(key) {
      const remaining = (closedUntil.get(key) ?? 0) - now().getTime()
      if (remaining > 0) return remaining
      closedUntil.delete(key)
      return 0
    },
    close(key, forMs) {
      closedUntil.set(key, Math.max(closedUntil.get(key) ?? 0, now().getTime() + forMs))
    },
  }
}
