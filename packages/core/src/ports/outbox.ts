import type { Lane, OutboxEntry } from '../domain/effect.js'

/** What is to be done outside: a line of entries to a lane. */
export interface Outbox {
  /**
   * Adds at the end of its lane, or in the place of the pending entry with the same key. When that one has been tried,
   * its attempts are kept and the later of the two times: whoever asked us to wait still does.
   */
  add(entry: OutboxEntry): Promise<void>
  /** Drops the pending entry with this key, if there is one. One that has started stays. */
  cancel(lane: Lane, key: string): Promise<void>
  /** The first entry of a lane that is not dead. */
  head(lane: Lane): Promise<OutboxEntry | undefined>
  /**
   * Puts `after` in the place of `before`, or removes it, provided that nobody has touched it since: its state and its
   * attempts are still those of `before`. Whoever comes back too late changes nothing.
   *
   * @returns whether it was so
   */
  replace(before: OutboxEntry, after: OutboxEntry | undefined): Promise<boolean>
  /**
   * The same for whoever has nothing to do otherwise: nothing waits for the answer. When somebody has touched `before`, the
   * transaction is undone.
   *
   * @throws ThreadlineError `storage.taken_over`, here or at the end of the transaction
   */
  mustReplace(before: OutboxEntry, after: OutboxEntry | undefined): Promise<void>
  /** Entries that were refused for good, oldest first. */
  dead(limit: number): Promise<readonly OutboxEntry[]>
}

/** Marks up to which permits of a limit are taken, shared by all processes. */
export interface Limits {
  /**
   * Moves the mark of a key forward by `ms` milliseconds, from `now` where it lies behind it, in one step: of two at once the
   * second moves it on from where the first has left it.
   *
   * @returns where it is then
   */
  take(key: string, ms: number, now: Date): Promise<Date>
  /**
   * The same for whoever goes ahead only if the mark is then not after `latest`: nothing waits for the answer. When it is,
   * the transaction is undone.
   *
   * @throws ThreadlineError `storage.limit_reached`, here or at the end of the transaction
   */
  mustTake(key: string, ms: number, now: Date, latest: Date): Promise<void>
}
