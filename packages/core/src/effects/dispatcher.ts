import { errorName } from '../domain/error-name.js'
import type { Lane, OutboxEntry } from '../domain/effect.js'
import { parseWakeKey } from '../domain/lane.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import type { Clock } from '../ports/clock.js'
import type { Facts, Telemetry } from '../ports/telemetry.js'
import { permitAt } from './permit.js'
import { prepare } from './prepare.js'
import { recordOutcome } from './record-outcome.js'
import { StaleTurn, type Outside, type StepOutcome, type Turn } from './step.js'

export interface DispatcherSettings {
  /** The only workspace whose effects are performed here: another one's would go out under this one's name. */
  readonly workspaceId: string
  /** Milliseconds after which a call that has not ended is given up as unknown. */
  readonly callTimeoutMs: number
  /** Milliseconds after which whoever started an effect is taken to be dead. Longer than any call can take. */
  readonly leaseMs: number
  /** Chance, from 0 to 1. */
  readonly random: () => number
  readonly telemetry: Telemetry
  /** No further effect is begun. */
  readonly isStopping: () => boolean
}

/** Performs the effects of a lane one at a time, in order, until it is empty or has to wait. */
export type Drain = (wakeKey: string) => Promise<void>

export function createDrain(deps: FlowDeps, outside: Outside, settings: DispatcherSettings): Drain {
  return async (wakeKey) => {
    const { workspaceId, lane } = parseWakeKey(wakeKey)
    if (workspaceId !== settings.workspaceId) return
    while (!settings.isStopping()) {
      const turn = await nextTurn(deps, lane, outside, settings)
      if (turn.type === 'skip') continue
      if (turn.type === 'rest') {
        if (turn.until) deps.queue.wake(wakeKey, turn.until)
        return
      }
      const outcome = await settings.telemetry.watch(
        'effect',
        { effect: turn.entry.effect.type, attempt: turn.entry.attempts },
        () => perform(turn, deps.clock, settings.callTimeoutMs),
        factsOf,
      )
      await finish(deps, turn, outcome, settings)
    }
  }
}

function factsOf(outcome: StepOutcome): Facts {
  return outcome.type === 'done' ? { outcome: 'done' } : { outcome: outcome.type, category: outcome.failure.category }
}

type NextTurn = Turn | { readonly type: 'skip' } | { readonly type: 'rest'; readonly until?: Date }

async function nextTurn(deps: FlowDeps, lane: Lane, outside: Outside, settings: DispatcherSettings): Promise<NextTurn> {
  try {
    return await inTransaction(deps, settings.workspaceId, (flow) => takeTurn(flow, lane, outside, settings.leaseMs))
  } catch (error) {
    if (error instanceof StaleTurn) return { type: 'skip' }
    throw error
  }
}

async function takeTurn(flow: Flow, lane: Lane, outside: Outside, leaseMs: number): Promise<NextTurn> {
  const head = await flow.tx.outbox.head(lane)
  if (!head) return { type: 'rest' }
  const until = waitsUntil(head)
  if (until > flow.now) return { type: 'rest', until }

  const step = await prepare(flow, head, outside)
  const at = await permitAt(flow, head, step?.limit)
  if (at > flow.now) return waitForPermit(flow, head, at)
  const entry = step && { ...start(head, flow.now, leaseMs), target: step.target }
  await step?.started?.(flow)
  if (!(await flow.tx.outbox.replace(head, entry))) throw new StaleTurn()
  if (!step || !entry) return { type: 'skip' }
  return { type: 'perform', entry, step, isUnsettled: head.state !== 'pending' }
}

/** It has its permit, only not yet: nothing was tried, so no attempt is counted. */
async function waitForPermit(flow: Flow, head: OutboxEntry, at: Date): Promise<NextTurn> {
  if (!(await flow.tx.outbox.replace(head, { ...head, dueAt: at, permitAt: at }))) throw new StaleTurn()
  return { type: 'rest', until: at }
}

function waitsUntil({ dueAt, leaseUntil, state }: OutboxEntry): Date {
  return state === 'started' && leaseUntil && leaseUntil > dueAt ? leaseUntil : dueAt
}

function start(entry: OutboxEntry, now: Date, leaseMs: number): OutboxEntry {
  return {
    ...entry,
    state: 'started',
    permitAt: undefined,
    attempts: entry.attempts + 1,
    startedAt: entry.state === 'pending' ? now : (entry.startedAt ?? now),
    leaseUntil: new Date(now.getTime() + leaseMs),
  }
}

/** Makes the call. One that does not end is as good as one whose answer was lost. */
async function perform(turn: Turn, clock: Clock, callTimeoutMs: number): Promise<StepOutcome> {
  let cancel = (): void => undefined
  const timeout = new Promise<StepOutcome>((resolve) => {
    const at = new Date(clock.now().getTime() + callTimeoutMs)
    cancel = clock.setTimer(at, () => resolve(unknown('timeout')))
  })
  try {
    return await Promise.race([call(turn, clock.now()), timeout])
  } catch (error) {
    // What was thrown may carry credentials or a customer's text, so only its kind is kept.
    return unknown('threw', errorName(error))
  } finally {
    cancel()
  }
}

async function call({ entry, isUnsettled, step }: Turn, now: Date): Promise<StepOutcome> {
  if (isUnsettled && step.whenUnknown !== 'repeat') {
    return step.readBack && entry.startedAt ? step.readBack(entry.startedAt) : unknown('interrupted')
  }
  // Whoever slept through the lease must not act: another process may have taken over.
  if (entry.leaseUntil && now >= entry.leaseUntil) return leaseLost
  return step.call()
}

const unknown = (code: string, detail?: string): StepOutcome => ({
  type: 'unknown',
  failure: { category: 'other', code, detail },
})

/** Nothing that anybody has to look at: it is only later than it was meant to be. */
const leaseLost: StepOutcome = {
  type: 'refused',
  retryable: true,
  failure: { category: 'rate-limited', code: 'lease-lost' },
}

async function finish(deps: FlowDeps, turn: Turn, outcome: StepOutcome, settings: DispatcherSettings): Promise<void> {
  try {
    const recording = { random: settings.random(), callTimeoutMs: settings.callTimeoutMs }
    await inTransaction(deps, settings.workspaceId, (flow) => recordOutcome(flow, turn, outcome, recording))
  } catch (error) {
    // Another process has taken this turn over, and its record stands.
    if (!(error instanceof StaleTurn)) throw error
  }
  if (outcome.type !== 'done') warn(deps, turn, outcome)
}

function warn({ logger }: FlowDeps, { entry }: Turn, { failure, type }: Exclude<StepOutcome, { type: 'done' }>): void {
  const { category, code, detail } = failure
  const { attempts, effect } = entry
  logger.warn({ effect: effect.type, attempts, category, code, detail }, `An effect ended ${type}.`)
}
