import type { Effect, OutboxEntry, OutboxState } from '../domain/effect.js'
import type { Failure } from '../domain/failure.js'
import { alertOfChat } from '../flows/alerts/alert-of-chat.js'
import type { Flow } from '../flows/flow.js'
import type { Refused } from '../ports/outcome.js'
import { backoffMs } from './backoff.js'
import type { StepOutcome, Turn } from './step.js'

/** Milliseconds after the longest time a call may take from which on its post, if it is not there, will not come any more. */
const settleMs = 5_000

/** What the recording of an outcome needs beyond the turn. */
export interface RecordSettings {
  /** Chance, from 0 to 1. */
  readonly random: number
  /** Milliseconds after which a call that has not ended is given up. */
  readonly callTimeoutMs: number
}

type After = Promise<OutboxEntry | undefined>

/** After so many looks in vain somebody should know that a conversation stands still. */
const reportReadBackAfter = 6

/**
 * Records how a call ended, together with everything that follows from it.
 *
 * @returns what becomes of the entry; `undefined` when it is dealt with
 */
export async function recordOutcome(
  flow: Flow,
  turn: Turn,
  outcome: StepOutcome,
  settings: RecordSettings,
): Promise<OutboxEntry | undefined> {
  const { random } = settings
  switch (outcome.type) {
    case 'done':
      await outcome.value(flow)
      return undefined
    case 'refused':
      return isReadBack(turn)
        ? recordReadBack(flow, turn, outcome, settings)
        : recordRefused(flow, turn, outcome, random)
    case 'unknown':
      return recordUnknown(flow, turn, outcome.failure, random)
    default:
      return outcome satisfies never
  }
}

const isReadBack = ({ isUnsettled, step }: Turn): boolean => isUnsettled && step.whenUnknown === 'read-back'

async function recordRefused(flow: Flow, turn: Turn, refused: Refused, random: number): After {
  const effect = isTooLate(flow, turn) ? undefined : await turn.step.divert?.(flow, refused)
  if (effect) return divert(flow, turn, effect, refused.failure)
  const isRetried = refused.retryable && !isTooLate(flow, turn) && !turn.step.isFinal?.(refused.failure)
  await report(flow, turn, refused.failure, isRetried)
  if (!isRetried) return bury(flow, turn, refused.failure)
  return postpone(flow, turn, 'pending', refused.failure, backoffMs(turn.entry.attempts, random, refused.retryAfterMs))
}

/**
 * A read-back did not find the post. A call that timed out may still be on its way, so absence is believed only some
 * time after it could have ended; then the post is made again. A read-back that was refused for another reason says nothing.
 */
async function recordReadBack(flow: Flow, turn: Turn, refused: Refused, settings: RecordSettings): After {
  const { callTimeoutMs, random } = settings
  const believeAbsenceAfterMs = callTimeoutMs + settleMs
  const { entry, step } = turn
  const isAbsent = refused.failure.category === 'message-missing' || refused.failure.category === 'thread-missing'
  if (!isAbsent) return lookAgain(flow, turn, refused.failure, backoffMs(entry.attempts, random, refused.retryAfterMs))
  const openForMs = flow.now.getTime() - (entry.startedAt ?? flow.now).getTime()
  if (openForMs < believeAbsenceAfterMs) {
    return postpone(flow, turn, 'unknown', refused.failure, believeAbsenceAfterMs - openForMs)
  }
  if (step.isObsolete) return undefined
  return postpone(flow, turn, 'pending', refused.failure, 0)
}

async function recordUnknown(flow: Flow, turn: Turn, failure: Failure, random: number): After {
  const { entry, step } = turn
  const delayMs = backoffMs(entry.attempts, random)
  switch (step.whenUnknown) {
    case 'repeat':
      return isTooLate(flow, turn) ? bury(flow, turn, failure) : postpone(flow, turn, 'pending', failure, delayMs)
    case 'read-back':
      return lookAgain(flow, turn, failure, delayMs)
    case 'forget':
      return undefined
    case 'hand-over':
      await step.unknown?.(flow)
      return undefined
    default:
      return step.whenUnknown satisfies never
  }
}

async function divert(flow: Flow, turn: Turn, effect: Effect, failure: Failure): After {
  await report(flow, turn, failure, true)
  return { ...waiting(turn, 'pending', failure, flow.now), effect }
}

function lookAgain(flow: Flow, turn: Turn, failure: Failure, delayMs: number): OutboxEntry {
  if (turn.entry.attempts === reportReadBackAfter) emitRefused(flow, turn.entry, failure, true)
  return postpone(flow, turn, 'unknown', failure, delayMs)
}

async function bury(flow: Flow, turn: Turn, failure: Failure): After {
  const next = (await turn.step.refused?.(flow, failure)) ?? 'dead'
  if (next === 'drop') return undefined
  return postpone(flow, turn, next === 'again' ? 'pending' : 'dead', failure, 0)
}

const isTooLate = (flow: Flow, { step }: Turn): boolean => step.giveUpAt !== undefined && flow.now >= step.giveUpAt

function postpone(
  flow: Flow,
  turn: Turn,
  state: Exclude<OutboxState, 'started'>,
  failure: Failure,
  delayMs: number,
): OutboxEntry {
  return waiting(turn, state, failure, new Date(flow.now.getTime() + delayMs))
}

function waiting(turn: Turn, state: Exclude<OutboxState, 'started'>, failure: Failure, dueAt: Date): OutboxEntry {
  const startedAt = state === 'unknown' ? turn.entry.startedAt : undefined
  const lastFailure = failure.code === undefined ? failure.category : `${failure.category} ${failure.code}`
  return { ...turn.entry, state, dueAt, startedAt, leaseUntil: undefined, lastFailure }
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
