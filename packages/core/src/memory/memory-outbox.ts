import type { Lane, OutboxEntry } from '../domain/effect.js'
import { ThreadlineError } from '../errors.js'
import type { Outbox } from '../ports/outbox.js'
import { createTable, type Journal } from './journal.js'

/** The outbox of one workspace in memory, with what a sweep needs beside the port. */
export interface MemoryOutbox extends Outbox {
  /** The head of every lane that has one. */
  heads(): Iterable<OutboxEntry>
}

export function createMemoryOutbox(journal: Journal): MemoryOutbox {
  /** Live entries by lane, in order. */
  const lanes = createTable<readonly OutboxEntry[]>(journal)
  const dead = createTable<OutboxEntry>(journal)

  const entriesOf = (lane: Lane) => lanes.get(lane) ?? []
  const write = (lane: Lane, entries: readonly OutboxEntry[]) =>
    entries.length === 0 ? lanes.delete(lane) : lanes.set(lane, entries)
  const isPendingTwin = (key: string | undefined) => (entry: OutboxEntry) =>
    key !== undefined && entry.key === key && entry.state === 'pending'
  /** One that has started and must wait again can meet another that came meanwhile: the newer one says more. */
  const twinIn = (entries: readonly OutboxEntry[], key: string | undefined) => entries.findLast(isPendingTwin(key))

  async function add(entry: OutboxEntry): Promise<void> {
    const entries = entriesOf(entry.lane)
    const twin = twinIn(entries, entry.key)
    const added = twin ? inPlaceOf(twin, entry) : entry
    write(entry.lane, twin ? entries.map((other) => (other === twin ? added : other)) : [...entries, added])
  }

  async function cancel(lane: Lane, key: string): Promise<void> {
    for (const twin of entriesOf(lane).filter(isPendingTwin(key))) remove(twin)
  }

  async function replace(before: OutboxEntry, after: OutboxEntry | undefined): Promise<boolean> {
    const entries = entriesOf(before.lane)
    const current = dead.get(before.id) ?? entries.find((entry) => entry.id === before.id)
    if (current?.state !== before.state || current.attempts !== before.attempts) return false
    if (!after || after.state === 'dead') remove(current)
    else if (current.state === 'dead') await revive(current, after)
    else
      write(
        before.lane,
        entries.map((other) => (other === current ? after : other)),
      )
    if (after?.state === 'dead') dead.set(after.id, after)
    return true
  }

  async function revive(before: OutboxEntry, after: OutboxEntry): Promise<void> {
    remove(before)
    await add(after)
  }

  function remove({ id, lane }: OutboxEntry): void {
    dead.delete(id)
    write(
      lane,
      entriesOf(lane).filter((entry) => entry.id !== id),
    )
  }

  return {
    add,
    cancel,
    head: async (lane) => entriesOf(lane)[0],
    replace,
    async mustReplace(before, after) {
      if (await replace(before, after)) return
      throw new ThreadlineError('storage.taken_over', 'An entry of the outbox has been taken over by somebody else.')
    },
    dead: async (limit) => [...dead.values()].slice(0, limit),
    *heads() {
      for (const entries of lanes.values()) if (entries[0]) yield entries[0]
    },
  }
}

/** Takes the place of an entry that may have been tried: whoever asked us to wait still does. */
function inPlaceOf(twin: OutboxEntry, entry: OutboxEntry): OutboxEntry {
  if (twin.attempts === 0) return entry
  const dueAt = twin.dueAt > entry.dueAt ? twin.dueAt : entry.dueAt
  return { ...entry, attempts: twin.attempts, dueAt, lastFailure: twin.lastFailure }
}
