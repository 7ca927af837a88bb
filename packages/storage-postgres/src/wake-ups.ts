import { isStorable } from './queue/storable.js'
import { quote } from './schema/names.js'

/** Where a queue keeps its wake-ups, on the database of the storage. */
export interface QueueTarget {
  readonly schema: string
  /** The name that its replicas share. */
  readonly name: string
}

/** The wake-ups of one transaction. */
export interface WakeUps {
  add(key: string, delayMs: number): void
  /** What stores them all, to be sent together with the commit. Empty when there are none. */
  statement(): string
}

/**
 * Gathers wake-ups, so that they take no round trip of their own and are stored in one order, whatever the order in which
 * they came: two transactions that wake the same keys do not wait for each other.
 */
export function gatherWakeUps({ name, schema }: QueueTarget): WakeUps {
  const delays = new Map<string, number>()
  return {
    add(key, delayMs) {
      if (isStorable(key)) delays.set(key, Math.max(0, Math.min(delayMs, delays.get(key) ?? delayMs)))
    },
    statement() {
      if (delays.size === 0) return ''
      const keys = [...delays.keys()].map(literal).join(', ')
      const times = [...delays.values()].join(', ')
      return `SELECT ${quote(schema)}.threadline_wake(${literal(name)}, ARRAY[${keys}], ARRAY[${times}]::float8[]); `
    },
  }
}

/** What is sent together with a commit takes no parameters. */
function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
