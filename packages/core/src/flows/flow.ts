import type { Effect, Lane } from '../domain/effect.js'
import type { HostEvent } from '../domain/host-event.js'
import { errorName } from '../domain/error-name.js'
import { wakeKey } from '../domain/lane.js'
import type { WorkspaceSettings } from '../domain/workspace-settings.js'
import type { Clock } from '../ports/clock.js'
import type { Logger } from '../ports/logger.js'
import type { Queue } from '../ports/queue.js'
import type { Storage, Transaction } from '../ports/storage.js'
import type { LineBook } from './line-book.js'
import type { SettingsBook } from './settings/settings-book.js'

/** What flows need from outside. None of it can call a provider or the chat platform. */
export interface FlowDeps {
  readonly storage: Storage
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
  readonly lines: LineBook
  readonly settings: SettingsBook
  /** Absolute URL under which files are to be had, without a slash at its end. */
  readonly mediaUrl: string
  readonly newId: () => string
  readonly emit: (event: HostEvent) => void
}

/** One run of a flow: its transaction, its time, and what it leaves for after the commit. */
export interface Flow {
  readonly workspaceId: string
  readonly tx: Transaction
  readonly now: Date
  readonly lines: LineBook
  /** What was set up from chat for the whole workspace. */
  readonly settings: WorkspaceSettings
  readonly mediaUrl: string
  readonly newId: () => string
  /** Tells the host, once committed. */
  emit(event: HostEvent): void
  /** Stores an effect, and has its lane woken once committed. */
  enqueue(lane: Lane, effect: Effect, options?: EnqueueOptions): Promise<void>
  /** Wakes a lane once committed. */
  wake(lane: Lane): void
}

export interface EnqueueOptions {
  /** Takes the place of the pending entry with the same key. */
  readonly key?: string
  /** Not before. @defaultValue now */
  readonly dueAt?: Date
}

/**
 * Runs `work` in one transaction; wakes lanes and tells the host only when it has committed. A storage may run `work`
 * again when it had to roll back, so nothing outside of the flow may be changed in it.
 */
export async function inTransaction<Result>(
  deps: FlowDeps,
  workspaceId: string,
  work: (flow: Flow) => Promise<Result>,
): Promise<Result> {
  await deps.settings.refresh()
  const now = deps.clock.now()
  const { result, aftermath } = await deps.storage.transaction(workspaceId, async (tx) => {
    const afterwards: Aftermath = { wakes: new Map(), events: [] }
    return { result: await work(createFlow(deps, workspaceId, tx, now, afterwards)), aftermath: afterwards }
  })
  for (const [lane, at] of aftermath.wakes) wakeLane(deps, workspaceId, lane, at)
  for (const event of aftermath.events) deps.emit(event)
  return result
}

/** What is committed stands, whether or not its lane could be woken: the sweep finds it. */
function wakeLane({ logger, queue }: FlowDeps, workspaceId: string, lane: Lane, at: Date): void {
  try {
    queue.wake(wakeKey(workspaceId, lane), at)
  } catch (error) {
    logger.error({ error: errorName(error) }, 'A lane could not be woken; the next sweep finds it.')
  }
}

/** What is to happen once a transaction has committed. */
interface Aftermath {
  readonly wakes: Map<Lane, Date>
  readonly events: HostEvent[]
}

function createFlow(
  deps: FlowDeps,
  workspaceId: string,
  tx: Transaction,
  now: Date,
  { events, wakes }: Aftermath,
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
    settings: deps.settings.workspace,
    mediaUrl: deps.mediaUrl,
    newId: deps.newId,
    emit: (event) => void events.push(event),
    wake: (lane) => wake(lane),
    async enqueue(lane, effect, { key, dueAt = now } = {}) {
      const id = deps.newId()
      await tx.outbox.add({ id, lane, key, effect, state: 'pending', dueAt, attempts: 0, createdAt: now })
      if (deps.storage.wakes !== deps.queue) wake(lane, dueAt)
    },
  }
}

/** Claims every identity of an event. True when one of them was seen before, so that the event is a duplicate. */
export async function isDuplicate(
  flow: Flow,
  identities: readonly string[],
  subject: string,
  source: 'chat' | 'sms' = 'chat',
): Promise<boolean> {
  const claims = identities.map((identity) => flow.tx.claims.claim(`${source}:${identity}`, subject, flow.now))
  const earlier = await Promise.all(claims)
  return earlier.some((before) => before !== undefined)
}
