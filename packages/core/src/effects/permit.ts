import type { OutboxEntry } from '../domain/effect.js'
import { costMs, latestMark, mayGoAt, type RateLimit } from '../domain/rate-limit.js'
import type { Flow } from '../flows/flow.js'

/** What a call takes from a limit that all processes share. */
export interface StepLimit {
  /** What is limited, such as the posts in one channel. */
  readonly key: string
  readonly limit: RateLimit
  readonly cost: number
}

/** A permit that was not used by then is void: after an outage not all that waited may go at once. */
const permitLastsMs = 5_000

export function stepLimit(key: string, limit: RateLimit | undefined, cost = 1): StepLimit | undefined {
  return limit && { key, limit, cost }
}

/**
 * When an effect may be performed. The permits of one that has to wait are its own from then on, so that it waits once and
 * those behind it come after it.
 */
export async function permitAt(flow: Flow, entry: OutboxEntry, stepLimitOf: StepLimit | undefined): Promise<Date> {
  if (!needsPermit(flow, entry, stepLimitOf)) return flow.now
  const { cost, key, limit } = stepLimitOf
  const mark = await flow.tx.limits.take(key, costMs(limit, cost), flow.now)
  return mayGoAt(limit, cost, mark, flow.now)
}

/**
 * Takes the permits of an effect in the hope that it need not wait.
 *
 * @throws ThreadlineError `storage.limit_reached`, here or at the end of the transaction, when it has to
 */
export async function permitNow(flow: Flow, entry: OutboxEntry, stepLimitOf: StepLimit | undefined): Promise<void> {
  if (!needsPermit(flow, entry, stepLimitOf)) return
  const { cost, key, limit } = stepLimitOf
  await flow.tx.limits.mustTake(key, costMs(limit, cost), flow.now, latestMark(limit, cost, flow.now))
}

function needsPermit(flow: Flow, entry: OutboxEntry, limit: StepLimit | undefined): limit is StepLimit {
  return limit !== undefined && entry.state === 'pending' && !hasPermit(entry, flow.now)
}

function hasPermit({ permitAt: at }: OutboxEntry, now: Date): boolean {
  return at !== undefined && at <= now && now.getTime() - at.getTime() < permitLastsMs
}
