import { isOnTrial, isOpen, type Breaker, type BreakerNews } from './breaker.js'
import type { Failure, TextFailureCategory } from './failure.js'
import type { Sender } from './line.js'
import type { SenderRefusal } from './sender.js'

/** Breakers by key: see {@link breakerKeys}. */
export type Breakers = Readonly<Record<string, Breaker>>

/** A refusal as far as it matters here. */
export interface RefusedText {
  readonly failure: Failure
  readonly retryable: boolean
  readonly retryAfterMs?: number
}

/** What a refusal says of the sender. `breaker` is absent when only this text is concerned. */
export interface SenderVerdict {
  readonly breaker?: { readonly key: string; readonly news: BreakerNews }
}

/** Waiting is better than another number, up to this many milliseconds. */
const longWaitMs = 60_000

/**
 * What a refusal says of the sender, or `undefined` when no other sender could do better: the contact's number, what they
 * want, and what the text says are the same at every provider.
 */
export function verdictOn(
  { failure, retryable, retryAfterMs = 0 }: RefusedText,
  sender: Sender,
): SenderVerdict | undefined {
  const { category } = failure
  const news: BreakerNews = { isPerhapsAccident: false, because: category }
  switch (category as TextFailureCategory) {
    case 'provider-down':
      return { breaker: { key: sender.provider, news: { ...news, isPerhapsAccident: retryable } } }
    case 'account':
      return { breaker: { key: sender.provider, news } }
    case 'rate-limited':
      if (retryAfterMs <= longWaitMs) return undefined
      return { breaker: { key: keyOf(sender), news: { ...news, pauseMs: retryAfterMs } } }
    case 'sender-invalid':
    case 'sender-unregistered':
      return { breaker: { key: keyOf(sender), news } }
    case 'region':
      return {}
    default:
      return undefined
  }
}

export const keyOf = ({ address, provider }: Sender): string => `${provider} ${address}`

/** The breakers that stand between a sender and its texts: its provider's, and its own. */
export const breakerKeys = (sender: Sender): readonly [string, string] => [sender.provider, keyOf(sender)]

export const isAvailable = (breakers: Breakers, sender: Sender, now: Date): boolean =>
  !breakerKeys(sender).some((key) => isOpen(breakers[key], now))

/** The breakers of a sender that its next text would try. */
export const trialsOf = (breakers: Breakers, sender: Sender, now: Date): readonly string[] =>
  breakerKeys(sender).filter((key) => isOnTrial(breakers[key], now))

export interface Choice {
  /** In the order in which they are tried: see `sendersFor`. */
  readonly senders: readonly Sender[]
  readonly breakers: Breakers
  /** Senders that have refused this text. */
  readonly refusals: readonly SenderRefusal[]
  /** Whether a sender can carry the text as it is. */
  readonly fits: (sender: Sender) => boolean
  readonly now: Date
}

/** The first sender that can carry a text and is well, or `undefined`. */
export function availableSender({ breakers, fits, now, refusals, senders }: Choice): Sender | undefined {
  return notRefused(senders, refusals).find((sender) => fits(sender) && isAvailable(breakers, sender, now))
}

/** The sender of a text. Where none is well, the first that can carry it: it is tried again and again there. */
export function chooseSender(choice: Choice): Sender | undefined {
  const { fits, refusals, senders } = choice
  const left = notRefused(senders, refusals)
  return availableSender(choice) ?? left.find(fits) ?? left[0] ?? senders[0]
}

function notRefused(senders: readonly Sender[], refusals: readonly SenderRefusal[]): readonly Sender[] {
  const refused = new Set(refusals.map(({ sender }) => keyOf(sender)))
  return senders.filter((sender) => !refused.has(keyOf(sender)))
}
