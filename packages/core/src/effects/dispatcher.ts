import type { Lane, OutboxEntry } from '../domain/effect.js'
import { conversationOfLane, parseWakeKey } from '../domain/lane.js'
import { ThreadlineError, type ThreadlineErrorCode } from '../errors.js'
import { inTransaction, nameOf, type Flow, type FlowDeps } from '../flows/flow.js'
import type { Facts, Trail } from '../ports/telemetry.js'
import { perform } from './perform.js'
import type { Hands } from './hands.js'
import type { Leases } from './leases.js'
import { recordOutcome } from './record-outcome.js'
import type { Outside, StepOutcome, Turn } from './step.js'
import { lookAgain, takeTurn, waitsUntil, type NextTurn } from './take-turn.js'

export interface DispatcherSettings {
  /** The only workspace whose effects are performed here: another one's would go out under this one's name. */
  readonly workspaceId: string
  /** Milliseconds after which a call that has not ended is given up as unknown. */
  readonly callTimeoutMs: number
  /** Milliseconds after which whoever started an effect and has not been heard of since is taken to be dead. */
  readonly leaseMs: number
  readonly leases: Leases
  /** Chance, from 0 to 1. */
  readonly random: () => number
  /** What was begun elsewhere in this process is taken from here. */
  readonly hands: Hands
  /** No further effect is begun. */
  readonly isStopping: () => boolean
}

/** Performs the effects of a lane one at a time, in order, until it is empty or has to wait. */
export type Drain = (wakeKey: string) => Promise<void>

export function createDrain(deps: FlowDeps, outside: Outside, settings: DispatcherSettings): Drain {
  const { hands } = settings
  return async (wakeKey) => {
    const { workspaceId, lane } = parseWakeKey(wakeKey)
    if (workspaceId !== settings.workspaceId) return
    const begun = hands.take(wakeKey)
    try {
      await drain({ deps, outside, settings, lane, reached: hands.reached }, begun ?? lookAgain, wakeKey)
    } finally {
      if (begun) hands.done(wakeKey)
    }
  }
}

async function drain(draining: Draining, first: NextTurn, wakeKey: string): Promise<void> {
  const { queue } = draining.deps
  let next = first
  let hasCarriedOut = false
  while (next.type !== 'rest') {
    if (next.type === 'look' && draining.settings.isStopping()) {
      // What was added behind this has woken nobody: another process goes on.
      if (hasCarriedOut) queue.wake(wakeKey)
      return
    }
    hasCarriedOut = next.type === 'perform'
    next = next.type === 'look' ? await begin(draining) : await carryOut(draining, next)
  }
  if (next.until) queue.wake(wakeKey, next.until)
}

interface Draining {
  readonly deps: FlowDeps
  readonly outside: Outside
  readonly settings: DispatcherSettings
  readonly lane: Lane
  readonly reached: Map<string, Date>
}

async function begin(draining: Draining, isPatient = false): Promise<NextTurn> {
  const { deps, lane, outside, reached, settings } = draining
  const { leaseMs, workspaceId } = settings
  try {
    const look = (flow: Flow): Promise<NextTurn> => {
      flow.tx.ahead?.({ type: 'head', lane, conversationId: conversationOfLane(lane) })
      return takeTurn(flow, lane, outside, { leaseMs, isPatient, reached })
    }
    return await inTransaction(deps, workspaceId, look, { inHand: lane, trail: begun })
  } catch (error) {
    if (hasCode(error, 'storage.taken_over')) return lookAgain
    if (hasCode(error, 'storage.limit_reached')) return begin(draining, true)
    throw error
  }
}

async function carryOut(draining: Draining, turn: Turn): Promise<NextTurn> {
  const { leases } = draining.settings
  leases.hold(turn.entry)
  try {
    return await carryOutHeld(draining, turn)
  } finally {
    leases.release(turn.entry)
  }
}

async function carryOutHeld(draining: Draining, turn: Turn): Promise<NextTurn> {
  const { deps, settings } = draining
  const { attempts, effect, id } = turn.entry
  const { callTimeoutMs, leases } = settings
  const outcome = await deps.telemetry.watch({
    name: 'effect',
    facts: { effect: effect.type, attempt: attempts },
    work: () => perform(turn, { clock: deps.clock, callTimeoutMs, leases }),
    conclude: factsOf,
    trail: () => ({ id, ...('messageId' in effect ? { message: effect.messageId } : {}) }),
    isApart: true,
  })
  const next = await finish(draining, turn, outcome)
  if (outcome.type !== 'done') warn(deps, turn, outcome)
  return next
}

function factsOf(outcome: StepOutcome): Facts {
  return outcome.type === 'done' ? { outcome: 'done' } : { outcome: outcome.type, category: outcome.failure.category }
}

/**
 * Records how a call ended and begins what comes behind it, in one transaction. Whatever stands in the way of the next one
 * must not undo the record of this one, which is then made alone.
 */
async function finish(draining: Draining, turn: Turn, outcome: StepOutcome): Promise<NextTurn> {
  const { callTimeoutMs, isStopping, leaseMs, random } = draining.settings
  const recording = { random: random(), callTimeoutMs }
  const record = (flow: Flow) => recordAndReplace(flow, turn, () => recordOutcome(flow, turn, outcome, recording))
  const { deps, lane, outside, reached, settings } = draining
  const hope = { leaseMs, isPatient: false, reached }
  const finishAndGoOn = async (flow: Flow): Promise<NextTurn> => {
    flow.tx.ahead?.({ type: 'behind', entry: turn.entry, conversationId: conversationOfLane(lane) })
    const next = await record(flow)
    return next || isStopping() ? (next ?? lookAgain) : takeTurn(flow, lane, outside, hope)
  }
  try {
    const trail = (next: NextTurn) => ({ ended: nameOf(turn.entry), ...begun(next) })
    return await inTransaction(deps, settings.workspaceId, finishAndGoOn, { inHand: lane, trail })
  } catch {
    return finishAlone(draining, turn, record)
  }
}

async function finishAlone(
  { deps, lane, settings }: Draining,
  turn: Turn,
  record: (flow: Flow) => Promise<NextTurn | undefined>,
): Promise<NextTurn> {
  try {
    const trail = () => ({ ended: nameOf(turn.entry) })
    return (await inTransaction(deps, settings.workspaceId, record, { inHand: lane, trail })) ?? lookAgain
  } catch (error) {
    // Another process has taken this turn over, and its record stands.
    if (hasCode(error, 'storage.taken_over')) return lookAgain
    throw error
  }
}

const begun = (next: NextTurn): Trail => (next.type === 'perform' ? { begun: [nameOf(next.entry)] } : {})

/** @returns what to do next when the effect is not dealt with */
async function recordAndReplace(
  flow: Flow,
  { entry }: Turn,
  record: () => Promise<OutboxEntry | undefined>,
): Promise<NextTurn | undefined> {
  const after = await record()
  await flow.tx.outbox.mustReplace(entry, after)
  if (!after) return undefined
  const until = waitsUntil(after)
  return after.state === 'dead' || until <= flow.now ? lookAgain : { type: 'rest', until }
}

const hasCode = (error: unknown, code: ThreadlineErrorCode): boolean =>
  error instanceof ThreadlineError && error.code === code

function warn({ logger }: FlowDeps, { entry }: Turn, { failure, type }: Exclude<StepOutcome, { type: 'done' }>): void {
  const { category, code, detail } = failure
  const { attempts, effect } = entry
  logger.warn({ effect: effect.type, attempts, category, code, detail }, `An effect ended ${type}.`)
}
