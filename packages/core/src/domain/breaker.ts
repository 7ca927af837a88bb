/**
 * What is remembered of a provider, or of one of our numbers at it, that refuses texts: while it is open, texts go
 * elsewhere where they can. Absent: all is well. Plain JSON, times in milliseconds since 1970.
 */
export interface Breaker {
  /** Refusals in a row. */
  readonly refusals: number
  readonly lastAtMs: number
  /** When it began to be open. */
  readonly openedAtMs?: number
  /** Until when nothing is tried. */
  readonly openUntilMs?: number
  /** How often in a row a trial has failed. */
  readonly failedTrials: number
  /** Category of the last refusal. */
  readonly because?: string
}

/** So many refusals in a row that may each be an accident are none. */
const mostAccidents = 3
/** Accidents further apart than this are not in a row. */
const accidentsWithinMs = 2 * 60_000
const firstPauseMs = 60_000
const longestPauseMs = 15 * 60_000
/** While one text is on trial the others stay away. */
const trialMs = 30_000

/** What a refusal says of whoever refused. */
export interface BreakerNews {
  /** It can be an accident: only several in a row count. */
  readonly isPerhapsAccident: boolean
  /** Milliseconds for which it asked to be left alone. */
  readonly pauseMs?: number
  /** Category of the refusal. */
  readonly because?: string
}

/** A breaker after a refusal. */
export function afterRefusal(before: Breaker | undefined, news: BreakerNews, now: Date): Breaker {
  const nowMs = now.getTime()
  const isInRow =
    before !== undefined && (before.openedAtMs !== undefined || nowMs - before.lastAtMs < accidentsWithinMs)
  const refusals = (isInRow ? before.refusals : 0) + 1
  if (news.isPerhapsAccident && refusals < mostAccidents) return { refusals, lastAtMs: nowMs, failedTrials: 0 }
  return open(before, refusals, news, nowMs)
}

function open(before: Breaker | undefined, refusals: number, news: BreakerNews, nowMs: number): Breaker {
  const failedTrials = before?.openedAtMs === undefined ? 0 : before.failedTrials + 1
  const pauseMs = news.pauseMs ?? Math.min(firstPauseMs * 2 ** Math.min(failedTrials, 10), longestPauseMs)
  const openUntilMs = Math.max(nowMs + pauseMs, before?.openUntilMs ?? 0)
  const openedAtMs = before?.openedAtMs ?? nowMs
  return { refusals, lastAtMs: nowMs, openedAtMs, openUntilMs, failedTrials, because: news.because }
}

/** Whether texts go elsewhere. */
export function isOpen(breaker: Breaker | undefined, now: Date): boolean {
  return breaker?.openUntilMs !== undefined && now.getTime() < breaker.openUntilMs
}

/** Whether its pause is over, so that one text may find out whether all is well again. */
export function isOnTrial(breaker: Breaker | undefined, now: Date): boolean {
  return breaker?.openUntilMs !== undefined && now.getTime() >= breaker.openUntilMs
}

/** A breaker of which one text finds out whether all is well again. */
export function tryOne(breaker: Breaker, now: Date): Breaker {
  return { ...breaker, openUntilMs: now.getTime() + trialMs }
}
