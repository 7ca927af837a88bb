/** Time. The system's in production, a hand-moved one in tests. */
export interface Clock {
  now(): Date
  /** Calls `callback` once at `at` (at once when it has passed). Returns a function that cancels it. */
  setTimer(at: Date, callback: () => void): () => void
}
