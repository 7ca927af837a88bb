import type { Effect, Lane } from '../domain/effect.js'
import type { HostEvent } from '../domain/host-event.js'
import { wakeKey } from '../domain/lane.js'
import type { Clock } from '../ports/clock.js'
import type { Logger } from '../ports/logger.js'
import type { Queue } from '../ports/queue.js'
import type { Storage, Transaction } from '../ports/storage.js'
import type { LineBook } from './line-book.js'

/** What flows need from outside. None of it can call a provider or the chat platform. */
export interface FlowDeps {
  readonly storage: Storage
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
  readonly lines: LineBook
  readonly newId: () => string
  readonly emit: (event: HostEvent) => void
}

/** One run of a flow: its transaction, its time, and what it leaves for after the commit. */
export interface Flow {
  readonly workspaceId: string
  readonly tx: Transaction
  readonly now: Date
  readonly lines: LineBook
  readonly newId: () => string
  /** Tells the host, once committed. */
  emit(event: HostEvent): void
  /** Stores an effect, and wakes its lane once committed. */
  enqueue(lane: Lane, effect: Effect, options?: EnqueueOptions): Promise<void>
  /** Wakes a lane once committed. */
  wake(lane: Lane, at?: Date): void
}

export interface EnqueueOptions {
  /** Takes the place of the pending entry with the same key. */
  readonly key?: string
  /** Not before. @defaultValue now */
  readonly dueAt?: Date
}

/** Runs `work` in one transaction; wakes lanes and tells the host only when it has committed. */
export async function inTransaction<Result>(
  deps: FlowDeps,
  workspaceId: string,
  work: (flow: Flow) => Promise<Result>,
): Promise<Result> {
  const wakes = new Map<Lane, Date>()
  const events: HostEvent[] = []
  const now = deps.clock.now()

  const result = await deps.storage.transaction(workspaceId, (tx) =>
    work(createFlow(deps, workspaceId, tx, now, wakes, events)),
  )

  for (const [lane, at] of wakes) deps.queue.wake(wakeKey(workspaceId, lane), at)
  for (const event of events) deps.emit(event)
  return result
}

function createFlow(
  deps: FlowDeps,
  workspaceId: string,
  tx: Transaction,
  now: Date,
  wakes: Map<Lane, Date>,
  events: HostEvent[],
): Flow {
  const wake = (lane: Lane, at = now) => {
    const earlier = wakes.get(lane)
    if (!earlier || at < earlier) wakes.set(lane, at)
  }
  return {
    workspaceId,
    tx,
    now,
    lines: deps.lines,
    newId: deps.newId,
    emit: (event) => void events.push(event),
    wake,
    async enqueue(lane, effect, { key, dueAt = now } = {}) {
      const id = deps.newId()
      await tx.outbox.add({ id, lane, key, effect, state: 'pending', dueAt, attempts: 0, createdAt: now })
      wake(lane, dueAt)
    },
  }
}

/** Claims every identity of an event. True when one of them was seen before, so that the event is a duplicate. */
export async function isDuplicate(flow: Flow, identities: readonly string[], subject: string): Promise<boolean> {
  let isSeen = false
  for (const identity of identities) {
    const earlier = await flow.tx.claims.claim(identity, subject)
    isSeen ||= earlier !== undefined
  }
  return isSeen
}
