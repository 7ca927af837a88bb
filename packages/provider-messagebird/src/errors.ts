import type { Outcome, Refused, TextFailure, TextFailureCategory, Unknown } from '@threadline/core'
import { parseRetryAfter, type Answer, type Exchange } from '@threadline/core/http'

/** Whether the same text may go through later: by waiting, once an admin has acted, or never. */
export type Repeat = 'later' | 'after-setup' | 'never'

/** What an error of the vendor's API says, in our words. */
export interface Verdict {
  readonly failure: TextFailure
  readonly repeat: Repeat
  /** The vendor says of this error that nothing was done, whatever the status. */
  readonly isCertain?: boolean
}

/** A call that did not end with a readable 2xx, and nothing more about it than is safe to keep. */
export type CallFailure =
  | Exclude<Exchange, Answer>
  | {
      readonly type: 'answer'
      readonly status: number
      /** Absent when something before the vendor's API answered. */
      readonly verdict?: Verdict
      readonly retryAfterMs?: number
    }

/** What our clients throw. It never leaves this package. */
export class VendorCallError extends Error {
  override readonly name = 'VendorCallError'

  constructor(readonly failure: CallFailure) {
    super('The call to MessageBird did not succeed.')
  }
}

type Refusal = Refused<TextFailureCategory>
type Doubt = Unknown<TextFailureCategory>

/**
 * What an error of a call to send means for the text.
 *
 * *refused* only where the text certainly did not leave: no connection came about, or a 4xx that says so. Everything
 * else, an error nobody foresaw included, is *unknown*.
 */
export function outcomeOfError(error: unknown): Refusal | Doubt {
  if (!(error instanceof VendorCallError)) return unknown({ category: 'other', detail: 'The answer was not readable.' })
  const { failure } = error
  switch (failure.type) {
    case 'not-sent':
      return refused({ category: 'provider-down', code: failure.reason, detail: sentences.notSent }, true)
    case 'no-answer':
      return unknown({ category: 'provider-down', code: failure.reason, detail: sentences.noAnswer })
    case 'answer':
      return outcomeOfAnswer(failure)
    default:
      return failure satisfies never
  }
}

/** The same, for a call that only asked: whatever went wrong, it says nothing about the text. */
export async function asking<Value>(
  work: () => Promise<Outcome<Value, TextFailureCategory>>,
): Promise<Outcome<Value, TextFailureCategory>> {
  try {
    return await work()
  } catch (error) {
    return unknown(outcomeOfError(error).failure)
  }
}

/** The part of an answer that is kept: never its body, which may repeat the number. */
export function answerFailure(answer: Answer, verdict: Verdict | undefined, now: Date): CallFailure {
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], now)
  return {
    type: 'answer',
    status: answer.status,
    ...(verdict === undefined ? {} : { verdict }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

/** A refusal. */
export function refused(failure: TextFailure, retryable: boolean, retryAfterMs?: number): Refusal {
  return { type: 'refused', retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), failure }
}

/** An outcome nobody knows. */
export function unknown(failure: TextFailure): Doubt {
  return { type: 'unknown', failure }
}

/** How long to leave a person alone with a set-up that an admin has to mend, such as a key that was rotated. */
export const setupRetryMs = 60_000

const sentences = {
  notSent: 'No connection to MessageBird came about.',
  noAnswer: 'The connection to MessageBird ended without a whole answer.',
  serverError: "MessageBird's API answered with a server error.",
  notAnAnswer: "The answer is not one that MessageBird's API gives.",
  unauthorized: 'MessageBird does not accept the API key.',
  inProgress: 'MessageBird has got this text from another call.',
  elsewhere: 'Something other than MessageBird answered: look at api, apiUrl and any proxy.',
} as const

/**
 * Statuses that mean "not done" even without an error of the API's, from whatever stands in front of it. The others (a
 * bare 400, 408, 499 …) are also used by proxies for calls they have already passed on.
 */
const definiteStatuses: Readonly<Record<number, { readonly failure: TextFailure; readonly retryable: boolean }>> = {
  403: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  404: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  405: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  407: { failure: { category: 'account', detail: 'A proxy wants credentials of its own.' }, retryable: true },
  413: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
  431: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
}

function outcomeOfAnswer(answer: Extract<CallFailure, { type: 'answer' }>): Refusal | Doubt {
  const { status, verdict, retryAfterMs } = answer
  const code = verdict?.failure.code ?? String(status)
  if (verdict?.isCertain) return outcomeOfVerdict(verdict, retryAfterMs)
  if (status >= 500) return unknown({ category: 'provider-down', code, detail: sentences.serverError })
  if (status < 400 || status === 408) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  // A key that is in use or was used: the text may have left with it.
  if (status === 409) return unknown({ category: 'other', code, detail: sentences.inProgress })
  if (status === 401) return refused({ category: 'account', code, detail: sentences.unauthorized }, true, setupRetryMs)
  if (status === 429) {
    return refused({ category: 'rate-limited', code, detail: 'MessageBird asks to slow down.' }, true, retryAfterMs)
  }
  if (verdict) return outcomeOfVerdict(verdict, retryAfterMs)

  const definite = definiteStatuses[status]
  if (!definite) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  const waitMs = definite.retryable ? setupRetryMs : undefined
  return refused({ ...definite.failure, code }, definite.retryable, waitMs)
}

function outcomeOfVerdict({ failure, repeat }: Verdict, retryAfterMs: number | undefined): Refusal {
  if (repeat === 'never') return refused(failure, false)
  return refused(failure, true, repeat === 'after-setup' ? setupRetryMs : retryAfterMs)
}
