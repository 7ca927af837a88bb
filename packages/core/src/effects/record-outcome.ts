import type { Effect, OutboxEntry, OutboxState } from '../domain/effect.js'
import type { Failure } from '../domain/failure.js'
import { alertOfChat } from '../flows/alerts/alert-of-chat.js'
import type { Flow } from '../flows/flow.js'
import type { Refused } from '../ports/outcome.js'
import { backoffMs } from './backoff.js'
import { StaleTurn, type StepOutcome, type Turn } from './step.js'

/** Milliseconds after the longest time a call may take from which on its post, if it is not there, will not come any more. */
const settleMs = 5_000

/** What the recording of an outcome needs beyond the turn. */
export interface RecordSettings {
  /** Chance, from 0 to 1. */
  readonly random: number
  /** Milliseconds after which a call that has not ended is given up. */
  readonly callTimeoutMs: number
}

/** After so many looks in vain somebody should know that a conversation stands still. */
const reportReadBackAfter = 6

/**
 * Records how a call ended, together with everything that follows from it.
 *
 * @throws {@link StaleTurn} when another process has taken the entry over, so that nothing is recorded
 */
export async function recordOutcome(
  flow: Flow,
  turn: Turn,
  outcome: StepOutcome,
  settings: RecordSettings,
): Promise<void> {
  const { random } = settings
  switch (outcome.type) {
    case 'done':
      await outcome.value(flow)
      return replace(flow, turn, undefined)
    case 'refused':
      return isReadBack(turn)
        ? recordReadBack(flow, turn, outcome, settings)
        : recordRefused(flow, turn, outcome, random)
    case 'unknown':
      return recordUnknown(flow, turn, outcome.failure, random)
    default:
      outcome satisfies never
  }
}

const isReadBack = ({ isUnsettled, step }: Turn): boolean => isUnsettled && step.whenUnknown === 'read-back'

async function recordRefused(flow: Flow, turn: Turn, refused: Refused, random: number): Promise<void> {
  const effect = isTooLate(flow, turn) ? undefined : await turn.step.divert?.(flow, refused)
  if (effect) return divert(flow, turn, effect, refused.failure)
  const isRetried = refused.retryable && !isTooLate(flow, turn) && !turn.step.isFinal?.(refused.failure)
  await report(flow, turn, refused.failure, isRetried)
  if (!isRetried) return bury(flow, turn, refused.failure)
  await postpone(flow, turn, 'pending', refused.failure, backoffMs(turn.entry.attempts, random, refused.retryAfterMs))
}

/**
 * A read-back did not find the post. A call that timed out may still be on its way, so absence is believed only some
 * time after it could have ended; then the post is made again. A read-back that was refused for another reason says nothing.
 */
async function recordReadBack(flow: Flow, turn: Turn, refused: Refused, settings: RecordSettings): Promise<void> {
  const { callTimeoutMs, random } = settings
  const believeAbsenceAfterMs = callTimeoutMs + settleMs
  const { entry, step } = turn
  const isAbsent = refused.failure.category === 'message-missing' || refused.failure.category === 'thread-missing'
  if (!isAbsent) return lookAgain(flow, turn, refused.failure, backoffMs(entry.attempts, random, refused.retryAfterMs))
  const openForMs = flow.now.getTime() - (entry.startedAt ?? flow.now).getTime()
  if (openForMs < believeAbsenceAfterMs) {
    return postpone(flow, turn, 'unknown', refused.failure, believeAbsenceAfterMs - openForMs)
  }
  if (step.isObsolete) return replace(flow, turn, undefined)
  await postpone(flow, turn, 'pending', refused.failure, 0)
}

async function recordUnknown(flow: Flow, turn: Turn, failure: Failure, random: number): Promise<void> {
  const { entry, step } = turn
  const delayMs = backoffMs(entry.attempts, random)
  switch (step.whenUnknown) {
    case 'repeat':
      return isTooLate(flow, turn) ? bury(flow, turn, failure) : postpone(flow, turn, 'pending', failure, delayMs)
    case 'read-back':
      return lookAgain(flow, turn, failure, delayMs)
    case 'forget':
      return replace(flow, turn, undefined)
    case 'hand-over':
      await step.unknown?.(flow)
      return replace(flow, turn, undefined)
    default:
      step.whenUnknown satisfies never
  }
}

async function divert(flow: Flow, turn: Turn, effect: Effect, failure: Failure): Promise<void> {
  await report(flow, turn, failure, true)
  await replace(flow, turn, { ...waiting(turn, 'pending', failure, flow.now), effect })
}

async function lookAgain(flow: Flow, turn: Turn, failure: Failure, delayMs: number): Promise<void> {
  if (turn.entry.attempts === reportReadBackAfter) emitRefused(flow, turn.entry, failure, true)
  await postpone(flow, turn, 'unknown', failure, delayMs)
}

async function bury(flow: Flow, turn: Turn, failure: Failure): Promise<void> {
  const next = (await turn.step.refused?.(flow, failure)) ?? 'dead'
  if (next === 'drop') return replace(flow, turn, undefined)
  if (next === 'again') return postpone(flow, turn, 'pending', failure, 0)
  await postpone(flow, turn, 'dead', failure, 0)
}

const isTooLate = (flow: Flow, { step }: Turn): boolean => step.giveUpAt !== undefined && flow.now >= step.giveUpAt

async function postpone(
  flow: Flow,
  turn: Turn,
  state: Exclude<OutboxState, 'started'>,
  failure: Failure,
  delayMs: number,
): Promise<void> {
  await replace(flow, turn, waiting(turn, state, failure, new Date(flow.now.getTime() + delayMs)))
}

function waiting(turn: Turn, state: Exclude<OutboxState, 'started'>, failure: Failure, dueAt: Date): OutboxEntry {
  const startedAt = state === 'unknown' ? turn.entry.startedAt : undefined
  const lastFailure = failure.code === undefined ? failure.category : `${failure.category} ${failure.code}`
  return { ...turn.entry, state, dueAt, startedAt, leaseUntil: undefined, lastFailure }
}

async function replace(flow: Flow, { entry }: Turn, after: OutboxEntry | undefined): Promise<void> {
  if (!(await flow.tx.outbox.replace(entry, after))) throw new StaleTurn()
}

/**
 * Tells the host once per effect and reason that somebody has to look, and the admin when it is theirs; being slowed down is
 * nothing to look at.
 */
async function report(flow: Flow, { entry, step }: Turn, failure: Failure, isRetried: boolean): Promise<void> {
  const isSame = entry.lastFailure?.split(' ')[0] === failure.category
  const isOurs = failure.code === 'root-not-recorded' || failure.code === 'lease-lost'
  if (isOurs || (isRetried && (failure.category === 'rate-limited' || isSame))) return
  emitRefused(flow, entry, failure, isRetried)
  await alertOfChat(flow, entry.effect.type, failure, step.target)
}

function emitRefused({ emit, workspaceId }: Flow, entry: OutboxEntry, failure: Failure, isRetried: boolean): void {
  const { category, code, detail } = failure
  emit({ name: 'effect.refused', event: { workspaceId, effect: entry.effect.type, category, code, detail, isRetried } })
}
