import type { Lane, OutboxEntry } from '../domain/effect.js'
import type { Outbox } from '../ports/storage.js'
import { createTable, type Journal } from './journal.js'

/** The outbox of one workspace in memory, with what a sweep needs beside the port. */
export interface MemoryOutbox extends Outbox {
  /** The head of every lane that has one. */
  heads(): Iterable<OutboxEntry>
}

export function createMemoryOutbox(journal: Journal): MemoryOutbox {
  /** Live entries by lane, in order. */
  const lanes = createTable<readonly OutboxEntry[]>(journal)
  const laneOf = createTable<Lane>(journal)
  const dead = createTable<OutboxEntry>(journal)

  const entriesOf = (lane: Lane) => lanes.get(lane) ?? []
  const write = (lane: Lane, entries: readonly OutboxEntry[]) =>
    entries.length === 0 ? lanes.delete(lane) : lanes.set(lane, entries)
  const isPendingTwin = (key: string | undefined) => (entry: OutboxEntry) =>
    key !== undefined && entry.key === key && entry.state === 'pending'

  async function add(entry: OutboxEntry): Promise<void> {
    const entries = entriesOf(entry.lane)
    const twin = entries.find(isPendingTwin(entry.key))
    if (twin) laneOf.delete(twin.id)
    laneOf.set(entry.id, entry.lane)
    write(entry.lane, twin ? entries.map((other) => (other === twin ? entry : other)) : [...entries, entry])
  }

  async function cancel(lane: Lane, key: string): Promise<void> {
    const twin = entriesOf(lane).find(isPendingTwin(key))
    if (twin) await remove(twin.id)
  }

  async function save(entry: OutboxEntry): Promise<void> {
    if (entry.state === 'dead') {
      await remove(entry.id)
      dead.set(entry.id, entry)
      return
    }
    write(
      entry.lane,
      entriesOf(entry.lane).map((other) => (other.id === entry.id ? entry : other)),
    )
  }

  async function remove(id: string): Promise<void> {
    dead.delete(id)
    const lane = laneOf.get(id)
    if (lane === undefined) return
    laneOf.delete(id)
    write(
      lane,
      entriesOf(lane).filter((entry) => entry.id !== id),
    )
  }

  return {
    add,
    cancel,
    head: async (lane) => entriesOf(lane)[0],
    save,
    remove,
    dead: async (limit) => [...dead.values()].slice(0, limit),
    *heads() {
      for (const entries of lanes.values()) if (entries[0]) yield entries[0]
    },
  }
}
