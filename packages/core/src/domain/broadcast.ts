import type { PostRef } from './conversation.js'
import type { TextFailureCategory } from './failure.js'
import type { Message, MessageAuthor, MessageStatus } from './message.js'

/** `draft`: nobody has started it. `done`: nobody is left on its list; what became of the last texts may still come in. */
export type BroadcastStatus = 'draft' | 'running' | 'paused' | 'done' | 'canceled'

/** One text to many, each of whom gets it as a text of their own and answers in a conversation of their own. */
export interface Broadcast {
  readonly id: string
  readonly lineId: string
  /** Who made it: its texts are theirs. */
  readonly author: MessageAuthor
  readonly text: string
  readonly status: BroadcastStatus
  /** How many are on its list. */
  readonly size: number
  /** How often it was set going: a timer of an earlier time does nothing. */
  readonly run: number
  /** Why it is paused though nobody paused it, or waits, in a sentence. */
  readonly because?: string
  /** Until when it waits, while it runs. */
  readonly waitsUntil?: Date
  /** The post that shows how it goes. */
  readonly post?: PostRef
  readonly createdAt: Date
  readonly startedAt?: Date
  readonly endedAt?: Date
}

/** Why somebody on a list gets no text. */
export type SkipReason =
  | 'opted-out'
  | 'held'
  | 'blocked'
  | 'erased'
  | 'country'
  /** The line broadcasts only to those who have written to it. */
  | 'never-wrote'
  /** The last text to them failed because nothing can be texted to their number. */
  | 'no-mobile'
  /** The list has another number of the same person. */
  | 'same-person'
  /** The text names something that is not known of them, and has nothing to stand in for it. */
  | 'unfilled'
  /** They have had as many texts as they get in a day. */
  | 'limit'
  | 'other'

/** Somebody on the list of a broadcast. Its row says whether they were texted, so it is the key by which nobody is twice. */
export interface BroadcastRecipient {
  readonly broadcastId: string
  /** Place in the list, from 0. */
  readonly position: number
  /** Nobody is in a list twice. */
  readonly contactId: string
  readonly status: 'waiting' | 'queued' | 'skipped'
  /** Not before this time. */
  readonly dueAt: Date
  readonly skipped?: SkipReason
  /** Their text, once it is queued: the first one of a text that goes out as several. */
  readonly messageId?: string
}

/** How many recipients of a broadcast stand alike. */
export interface BroadcastCount {
  readonly status: BroadcastRecipient['status']
  readonly skipped?: SkipReason
  /** Where their text stands: of one that went out as several, the part that {@link tellingPart} names. */
  readonly text?: MessageStatus
  readonly failure?: TextFailureCategory
  /** What a person has decided about a text of which nobody knows whether it left. */
  readonly resolution?: Message['resolution']
  readonly count: number
}

/** How a broadcast goes. */
export interface BroadcastProgress {
  readonly waiting: number
  /** Texts that are on their way, or of which the last news is that they left. */
  readonly sent: number
  /** Of these, those that have arrived. */
  readonly delivered: number
  /** Texts of which nobody knows whether they left. */
  readonly unknown: number
  /** Of these, those about which nobody has decided. */
  readonly undecided: number
  /** Texts that were queued, and did not leave because something stood against it by then. */
  readonly withheld: number
  /** Texts that did not arrive, by the reason. */
  readonly failed: Readonly<Partial<Record<TextFailureCategory, number>>>
  /** Recipients who get no text, by the reason. */
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>
}

/**
 * The part that tells how a text stands that went out as several: one about which somebody has to decide, else one that is
 * lost, else the one that has come least far. What was sent again has a successor that tells instead.
 */
export function tellingPart(parts: readonly Message[]): Message | undefined {
  return parts.toSorted((a, b) => concern(a) - concern(b))[0]
}

function concern({ resolution, status }: Message): number {
  if (resolution === 'resent') return concerns.length
  return status === 'unknown' && resolution === undefined ? -1 : concerns.indexOf(status)
}

/** The gravest first. `unknown` is here one that somebody has left as it is. */
const concerns: readonly MessageStatus[] = [
  'failed',
  'undelivered',
  'canceled',
  'unknown',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
]

/** Adds up how the recipients of a broadcast stand. */
export function progressOf(counts: readonly BroadcastCount[]): BroadcastProgress {
  const sum = (fits: (one: BroadcastCount) => boolean) =>
    counts.filter(fits).reduce((total, { count }) => total + count, 0)
  const has = (...statuses: readonly MessageStatus[]) =>
    sum(({ text }) => text !== undefined && statuses.includes(text))
  return {
    waiting: sum(({ status }) => status === 'waiting'),
    sent: has('queued', 'sending', 'sent', 'delivered'),
    delivered: has('delivered'),
    unknown: has('unknown'),
    undecided: sum(({ resolution, text }) => text === 'unknown' && resolution === undefined),
    withheld: has('canceled'),
    failed: byReason(counts, ({ failure, text }) =>
      text === 'failed' || text === 'undelivered' ? (failure ?? 'other') : undefined,
    ),
    skipped: byReason(counts, ({ skipped, status }) => (status === 'skipped' ? (skipped ?? 'other') : undefined)),
  }
}

function byReason<Reason extends string>(
  counts: readonly BroadcastCount[],
  reasonOf: (count: BroadcastCount) => Reason | undefined,
): Partial<Record<Reason, number>> {
  const sums: Partial<Record<Reason, number>> = {}
  for (const one of counts) {
    const reason = reasonOf(one)
    if (reason !== undefined) sums[reason] = (sums[reason] ?? 0) + one.count
  }
  return sums
}

/** All counts of a record together. */
export function totalOf(counts: Readonly<Partial<Record<string, number>>>): number {
  return Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0)
}

/** A broadcast that fails for most of the first twenty is stopped, before it costs more and harms the number. */
export const looksWrong = ({ delivered, failed, sent, unknown }: BroadcastProgress): boolean => {
  const bad = totalOf(failed) + unknown
  return bad + sent >= 20 && bad > sent && delivered < bad
}

/** Recipients that a broadcast can have. */
export const mostRecipients = 10_000
