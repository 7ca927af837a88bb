import type { Statement } from './batch.js'
import { isStorable } from './queue/storable.js'
import { quote } from './schema/names.js'

/** Where a queue keeps its wake-ups, on the database of the storage. */
export interface QueueTarget {
  readonly schema: string
  /** The name that its replicas share. */
  readonly name: string
  /** The place of a wake-up among those of all workspaces. */
  readonly priorityOf: (key: string) => number
}

/** The wake-ups of one transaction. */
export interface WakeUps {
  add(key: string, delayMs: number): void
  /** What stores them all, to be sent together with the commit. */
  statements(): readonly Statement[]
}

/**
 * Gathers wake-ups, so that they take no round trip of their own and are stored in one order, whatever the order in which
 * they came: two transactions that wake the same keys do not wait for each other.
 */
export function gatherWakeUps({ name, priorityOf, schema }: QueueTarget): WakeUps {
  const delays = new Map<string, number>()
  return {
    add(key, delayMs) {
      if (isStorable(key)) delays.set(key, Math.max(0, Math.min(delayMs, delays.get(key) ?? delayMs)))
    },
    statements() {
      if (delays.size === 0) return []
      const keys = [...delays.keys()]
      const sql = `SELECT ${quote(schema)}.threadline_wake($1, $2::text[], $3::float8[], $4::smallint[])`
      return [{ sql, values: [name, keys, [...delays.values()], keys.map(priorityOf)] }]
    },
  }
}
