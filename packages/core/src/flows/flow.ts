import type { Effect, Lane, OutboxEntry } from '../domain/effect.js'
import type { HostEvent } from '../domain/host-event.js'
import { errorName } from '../domain/error-name.js'
import { wakeKey } from '../domain/lane.js'
import { ThreadlineError } from '../errors.js'
import type { WorkspaceSettings } from '../domain/workspace-settings.js'
import type { Clock } from '../ports/clock.js'
import type { Logger } from '../ports/logger.js'
import type { Queue } from '../ports/queue.js'
import type { Storage, Transaction } from '../ports/storage.js'
import type { Telemetry, Trail } from '../ports/telemetry.js'
import type { LineBook } from './line-book.js'
import type { MemberBook } from './member-book.js'
import type { SettingsBook } from './settings/settings-book.js'

/** What flows need from outside. None of it can call a provider or the chat platform. */
export interface FlowDeps {
  readonly storage: Storage
  readonly queue: Queue
  readonly clock: Clock
  readonly logger: Logger
  readonly telemetry: Telemetry
  readonly lines: LineBook
  readonly members: MemberBook
  readonly settings: SettingsBook
  /** Absolute URL under which files are to be had, without a slash at its end. */
  readonly mediaUrl: string
  readonly newId: () => string
  readonly emit: (event: HostEvent) => void
  /** Begins what is added to an empty lane; without it everything waits for its lane to be woken. */
  readonly starter?: Starter
}

/** Has what a transaction adds to an empty lane begun in the very same transaction, so that nobody has to be woken for it. */
export interface Starter {
  /** `undefined` when nothing is begun for now. Whoever enters leaves. */
  enter(): Entered | undefined
}

export interface Entered {
  /** Begins the head of a lane in the transaction of a flow. `undefined` when it is left to whoever is woken. */
  begin(flow: Flow, lane: Lane): Promise<Begun | undefined>
  /** The transaction has ended. */
  leave(): void
}

/** `until`: nothing was begun, and the lane is to be woken then. */
export type Begun = { readonly type: 'begun'; carryOut(): void } | { readonly type: 'waits'; readonly until: Date }

/** One run of a flow: its transaction, its time, and what it leaves for after the commit. */
export interface Flow {
  readonly workspaceId: string
  readonly tx: Transaction
  readonly now: Date
  readonly lines: LineBook
  readonly members: MemberBook
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
  /**
   * Begins it at once where its lane is empty. Its conversation is locked, and the lane is one of those that are only looked
   * at while it is: see `conversationOfLane`.
   */
  readonly atOnce?: boolean
}

export interface TransactionSettings<Result> {
  /** Transactions that have a lane of their own in hand see to it themselves, and are no part of what woke it. */
  readonly inHand?: Lane
  /** What it did to the outbox by itself, for whoever follows a message. */
  readonly trail?: (result: Result) => Trail
}

/**
 * Runs `work` in one transaction; wakes lanes and tells the host only when it has committed. A storage may run `work`
 * again when it had to roll back, so nothing outside of the flow may be changed in it.
 */
export async function inTransaction<Result>(
  deps: FlowDeps,
  workspaceId: string,
  work: (flow: Flow) => Promise<Result>,
  settings: TransactionSettings<Result> = {},
): Promise<Result> {
  await deps.settings.refresh()
  const entered = deps.starter?.enter()
  try {
    return await run(deps, workspaceId, work, { ...settings, entered })
  } finally {
    entered?.leave()
  }
}

interface RunSettings<Result> extends TransactionSettings<Result> {
  readonly entered?: Entered
}

async function run<Result>(
  deps: FlowDeps,
  workspaceId: string,
  work: (flow: Flow) => Promise<Result>,
  { entered, inHand, trail }: RunSettings<Result>,
): Promise<Result> {
  const now = deps.clock.now()
  let isBeginning = false
  let hasBegun = false
  try {
    const commit = () =>
      deps.storage.transaction(workspaceId, async (tx) => {
        const afterwards: Aftermath = { wakes: new Map(), added: new Map(), begun: [], events: [], trail: noTrail() }
        const flow = createFlow(deps, workspaceId, { tx, now, canBegin: entered !== undefined }, afterwards)
        const value = await work(flow)
        isBeginning = true
        if (entered) await beginAdded(flow, afterwards, entered, inHand)
        isBeginning = false
        hasBegun = afterwards.begun.length > 0
        storeWakes(deps, flow, afterwards)
        return { result: value, aftermath: afterwards }
      })
    const { aftermath, result } = await deps.telemetry.watch({
      name: 'transaction',
      facts: {},
      work: commit,
      trail: (done) => joined(done.aftermath.trail, trail?.(done.result)),
      isApart: inHand !== undefined,
    })
    for (const carryOut of aftermath.begun) carryOut()
    if (!isWokenInside(deps)) for (const [lane, at] of aftermath.wakes) wakeLane(deps, workspaceId, lane, at)
    for (const event of aftermath.events) deps.emit(event)
    return result
  } catch (error) {
    // Nothing that stands in the way of the next step may keep out what has come in. Only what was certainly undone is run
    // again; the next step is then left to whoever is woken.
    if (entered && (isBeginning || (hasBegun && isVainHope(error))))
      return run(deps, workspaceId, work, { inHand, trail })
    throw error
  }
}

/** There was no permit, or somebody else was there first. */
const isVainHope = (error: unknown): boolean =>
  error instanceof ThreadlineError && (error.code === 'storage.limit_reached' || error.code === 'storage.taken_over')

/** What is committed stands, whether or not its lane could be woken: the sweep finds it. */
function wakeLane({ logger, queue }: FlowDeps, workspaceId: string, lane: Lane, at: Date): void {
  try {
    queue.wake(wakeKey(workspaceId, lane), at)
  } catch (error) {
    logger.error({ error: errorName(error) }, 'A lane could not be woken; the next sweep finds it.')
  }
}

/** What is to happen at the end of a transaction, and once it has committed. */
interface Aftermath {
  readonly wakes: Map<Lane, Date>
  /** Ids of the entries to be begun at once. */
  readonly added: Map<Lane, string[]>
  readonly begun: (() => void)[]
  readonly events: HostEvent[]
  /** Names of effects. */
  readonly trail: { readonly queued: string[]; readonly begun: string[] }
}

const noTrail = (): Aftermath['trail'] => ({ queued: [], begun: [] })

/** What was added and begun on the way, and what the work itself has begun and ended. */
function joined({ begun, queued }: Aftermath['trail'], own: Trail = {}): Trail {
  return { ...own, queued, begun: [...begun, ...[own['begun'] ?? []].flat()] }
}

/** How an effect is named where a message is followed. */
export const nameOf = ({ effect, id }: Pick<OutboxEntry, 'effect' | 'id'>): string => `${effect.type}:${id}`

/** Of a lane that was not empty somebody takes care, or its head waits for its time. */
async function beginAdded(flow: Flow, after: Aftermath, entered: Entered, inHand: Lane | undefined): Promise<void> {
  for (const [lane, ids] of after.added) {
    if (lane === inHand) {
      flow.wake(lane)
      continue
    }
    const head = await flow.tx.outbox.head(lane)
    if (!head || !ids.includes(head.id)) continue
    const begun = await entered.begin(flow, lane)
    if (begun?.type === 'begun') {
      after.begun.push(begun.carryOut)
      after.trail.begun.push(nameOf(head))
    } else wakeAt(after, lane, begun?.until ?? flow.now)
  }
}

function wakeAt({ wakes }: Aftermath, lane: Lane, at: Date): void {
  const earlier = wakes.get(lane)
  if (!earlier || at < earlier) wakes.set(lane, at)
}

const isWokenInside = ({ queue, storage }: FlowDeps): boolean => storage.wakes === queue

/** A sweep looks further ahead than this: what is due later than that is woken by one, and needs no wake-up of its own. */
export const leftToSweepMs = 120_000

function storeWakes(deps: FlowDeps, { now, tx }: Flow, { wakes }: Aftermath): void {
  if (!isWokenInside(deps)) return
  for (const [lane, at] of wakes) {
    const delayMs = at.getTime() - now.getTime()
    if (delayMs <= leftToSweepMs) tx.wake?.(lane, delayMs)
  }
}

interface Run {
  readonly tx: Transaction
  readonly now: Date
  readonly canBegin: boolean
}

function createFlow(deps: FlowDeps, workspaceId: string, { canBegin, now, tx }: Run, afterwards: Aftermath): Flow {
  const { added, events, trail } = afterwards
  return {
    workspaceId,
    tx,
    now,
    lines: deps.lines,
    members: deps.members,
    settings: deps.settings.workspace,
    mediaUrl: deps.mediaUrl,
    newId: deps.newId,
    emit: (event) => void events.push(event),
    wake: (lane) => wakeAt(afterwards, lane, now),
    async enqueue(lane, effect, { atOnce = false, dueAt = now, key } = {}) {
      const id = deps.newId()
      await tx.outbox.add({ id, lane, key, effect, state: 'pending', dueAt, attempts: 0, createdAt: now })
      trail.queued.push(nameOf({ effect, id }))
      if (atOnce && canBegin && dueAt <= now) added.set(lane, [...(added.get(lane) ?? []), id])
      else wakeAt(afterwards, lane, dueAt)
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
