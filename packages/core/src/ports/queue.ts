/**
 * Wakes drains. The outbox in storage is the truth; the queue only says "look at this key", so a lost wake-up costs
 * delay, never a message.
 *
 * What stands before the first slash of a key is its workspace. Workspaces take turns: however many keys of one are due, and
 * however long they run, a key of another begins soon.
 */
export interface Queue {
  /**
   * Runs the handler for `key` once, at `at` or as soon as possible. A key waits for one wake-up at a time: the
   * earlier of two times wins. A wake-up of a key that is being handled runs it once more afterwards.
   */
  wake(key: string, at?: Date): void
  /**
   * Runs the handler for `key` in this process, as soon as possible, though nothing says so anywhere: for a key that this
   * process has in hand already. Without it, a desk has nothing in hand but what it was woken for. After `start`, and before
   * `stop` resolves.
   */
  runHere?(key: string): void
  /** Begins to run wake-ups. At most one run per key at a time. */
  start(handler: (key: string) => Promise<void>): void
  /** Takes no more wake-ups and resolves when those running have ended. */
  stop(): Promise<void>
}
