import type { TextFailureCategory } from './failure.js'

/** What became of the texts of a time. A text counts when it was made; scheduled and canceled ones do not. */
export interface TextFigures {
  readonly inbound: number
  readonly outbound: number
  /** Parts that the outbound ones were handed over as: what carriers charge. */
  readonly segments: number
  /** Texts that did not arrive, by the reason. */
  readonly failed: Readonly<Partial<Record<TextFailureCategory, number>>>
  /** Texts of which nobody knows whether they left. */
  readonly unknown: number
}

/** How long customers waited for a person to answer, by the answers of a time. */
export interface AnswerFigures {
  /** Customers who got an answer. */
  readonly count: number
  /** Milliseconds that half of them waited at most; absent when there was none. */
  readonly medianMs?: number
  /** Milliseconds that nine in ten of them waited at most. */
  readonly p90Ms?: number
}

/** How many conversations want somebody now. */
export interface ConversationFigures {
  /** New, open or pending. */
  readonly open: number
  /** Those in which a text waits for an answer. */
  readonly waiting: number
}

export const noTexts: TextFigures = { inbound: 0, outbound: 0, segments: 0, failed: {}, unknown: 0 }

/** All of several times together. */
export function sumOf(figures: readonly TextFigures[]): TextFigures {
  return figures.reduce(
    (sum, one) => ({
      inbound: sum.inbound + one.inbound,
      outbound: sum.outbound + one.outbound,
      segments: sum.segments + one.segments,
      failed: added(sum.failed, one.failed),
      unknown: sum.unknown + one.unknown,
    }),
    noTexts,
  )
}

function added(a: TextFigures['failed'], b: TextFigures['failed']): TextFigures['failed'] {
  const sums = { ...a }
  for (const [category, count] of Object.entries(b) as [TextFailureCategory, number][]) {
    sums[category] = (sums[category] ?? 0) + count
  }
  return sums
}

/** Median and ninetieth percentile, between two values where they lie between them. */
export function answersOf(waitsMs: readonly number[]): AnswerFigures {
  if (waitsMs.length === 0) return { count: 0 }
  const sorted = waitsMs.toSorted((a, b) => a - b)
  return { count: sorted.length, medianMs: percentile(sorted, 0.5), p90Ms: percentile(sorted, 0.9) }
}

function percentile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return Math.round(below + (above - below) * (place - Math.floor(place)))
}
