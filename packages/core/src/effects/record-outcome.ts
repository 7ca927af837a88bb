import type { OutboxEntry } from '../domain/effect.js'
import type { Failure } from '../domain/failure.js'
import type { Flow } from '../flows/flow.js'
import type { Logger } from '../ports/logger.js'
import type { Refused } from '../ports/outcome.js'
import { backoffMs } from './backoff.js'
import type { StepOutcome, Turn } from './step.js'

const believeAbsenceAfterMs = 15_000

/** Records how a call ended, together with everything that follows from it. */
export async function recordOutcome(
  flow: Flow,
  turn: Turn,
  outcome: StepOutcome,
  random: number,
  logger: Logger,
): Promise<void> {
  if (outcome.type === 'done') {
    await outcome.value(flow)
    await flow.tx.outbox.remove(turn.entry.id)
    return
  }
  logger.warn(logFields(flow, turn.entry, outcome.failure), `An effect ended ${outcome.type}.`)
  if (outcome.type === 'refused') return recordRefused(flow, turn, outcome, random)
  await recordUnknown(flow, turn, outcome.failure, random)
}

async function recordRefused(flow: Flow, turn: Turn, refused: Refused, random: number): Promise<void> {
  const { entry, isUnsettled, step } = turn
  const isReadBack = isUnsettled && step.whenUnknown === 'read-back'
  if (isReadBack && !refused.retryable) return recordAbsent(flow, entry, refused.failure)

  const isTooLate = step.giveUpAt !== undefined && flow.now >= step.giveUpAt
  const isRetried = refused.retryable && !isTooLate
  report(flow, entry, refused.failure, isRetried)
  if (!isRetried) return bury(flow, turn, refused.failure)
  const state = isReadBack ? 'unknown' : 'pending'
  await postpone(flow, entry, state, refused.failure, backoffMs(entry.attempts, random, refused.retryAfterMs))
}

/**
 * A read-back did not find the post. A call that timed out may still be on its way, so absence is believed only some
 * time after the call began; then the post is made again.
 */
async function recordAbsent(flow: Flow, entry: OutboxEntry, failure: Failure): Promise<void> {
  const openForMs = flow.now.getTime() - (entry.startedAt ?? flow.now).getTime()
  if (openForMs >= believeAbsenceAfterMs) return postpone(flow, entry, 'pending', failure, 0)
  await postpone(flow, entry, 'unknown', failure, believeAbsenceAfterMs - openForMs)
}

async function bury(flow: Flow, { entry, step }: Turn, failure: Failure): Promise<void> {
  const next = (await step.refused?.(flow, failure)) ?? 'dead'
  if (next === 'drop') return flow.tx.outbox.remove(entry.id)
  if (next === 'again') return postpone(flow, entry, 'pending', failure, 0)
  await flow.tx.outbox.save({ ...entry, state: 'dead', lastFailure: describe(failure) })
}

async function recordUnknown(flow: Flow, { entry, step }: Turn, failure: Failure, random: number): Promise<void> {
  const delayMs = backoffMs(entry.attempts, random)
  switch (step.whenUnknown) {
    case 'repeat':
      return postpone(flow, entry, 'pending', failure, delayMs)
    case 'read-back':
      return postpone(flow, entry, 'unknown', failure, delayMs)
    case 'forget':
      return flow.tx.outbox.remove(entry.id)
    case 'hand-over':
      await step.unknown?.(flow, entry.startedAt ?? flow.now)
      return flow.tx.outbox.remove(entry.id)
    default:
      step.whenUnknown satisfies never
  }
}

async function postpone(
  flow: Flow,
  entry: OutboxEntry,
  state: 'pending' | 'unknown',
  failure: Failure,
  delayMs: number,
): Promise<void> {
  const dueAt = new Date(flow.now.getTime() + delayMs)
  const startedAt = state === 'unknown' ? entry.startedAt : undefined
  await flow.tx.outbox.save({
    ...entry,
    state,
    dueAt,
    startedAt,
    leaseUntil: undefined,
    lastFailure: describe(failure),
  })
}

/** Tells the host once per effect that somebody has to look; being slowed down is nothing to look at. */
function report(flow: Flow, entry: OutboxEntry, failure: Failure, isRetried: boolean): void {
  if (isRetried && (failure.category === 'rate-limited' || entry.attempts > 1)) return
  const { category, code, detail } = failure
  const { workspaceId } = flow
  flow.emit({
    name: 'effect.refused',
    event: { workspaceId, effect: entry.effect.type, category, code, detail, isRetried },
  })
}

function logFields(flow: Flow, entry: OutboxEntry, failure: Failure): Readonly<Record<string, unknown>> {
  const { category, code, detail } = failure
  return { workspaceId: flow.workspaceId, effect: entry.effect.type, attempts: entry.attempts, category, code, detail }
}

const describe = ({ category, code }: Failure): string => (code === undefined ? category : `${category} ${code}`)
