import type { Refused, TextFailure, TextFailureCategory, Unknown } from '@threadline/core'
import { parseRetryAfter, readObject, type Answer, type Exchange } from '@threadline/core/http'
import { failureOf, repeatOf } from './status-map.js'

/** A call that did not end with a readable 2xx, and nothing more about it than is safe to keep. */
export type CallFailure =
  | Exclude<Exchange, Answer>
  | {
      readonly type: 'answer'
      readonly status: number
      /** Twilio's own error code; absent when something before Twilio's API answered. */
      readonly vendorCode?: string
      readonly retryAfterMs?: number
    }

/** What our transport throws through the SDK. It never leaves this package. */
export class TwilioCallError extends Error {
  override readonly name = 'TwilioCallError'

  constructor(readonly failure: CallFailure) {
    super('The call to Twilio did not succeed.')
  }
}

type Refusal = Refused<TextFailureCategory>

/**
 * What an error of a call to send means for the text.
 *
 * *refused* only where the text certainly did not leave: no connection came about, or a 4xx that says so. Everything
 * else, an error nobody foresaw included, is *unknown*.
 */
export function outcomeOfError(error: unknown): Refusal | Unknown<TextFailureCategory> {
  if (!(error instanceof TwilioCallError)) return unknown({ category: 'other', detail: 'The answer was not readable.' })
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

/** The part of an answer that is kept: never its body, which may repeat the number. */
export function answerFailure(answer: Answer, now: Date): CallFailure {
  const code = readObject(answer.body)?.['code']
  const vendorCode = /^\d{4,6}$/.test(String(code)) ? String(code) : undefined
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], now)
  return {
    type: 'answer',
    status: answer.status,
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

const sentences = {
  notSent: 'No connection to Twilio came about.',
  noAnswer: 'The connection to Twilio ended without a whole answer.',
  serverError: "Twilio's API answered with a server error.",
  notAnAnswer: "The answer is not one that Twilio's API gives.",
  unauthorized: 'Twilio does not accept the credentials.',
  elsewhere: 'Something other than Twilio answered: look at apiUrl, the account SID and any proxy.',
} as const

/**
 * Statuses that mean "not done" even without a Twilio error code, from whatever stands in front of the API. The others
 * (a bare 400, 408, 409, 499 …) are also used by proxies for calls they have already passed on.
 */
const definiteStatuses: Readonly<Record<number, { readonly failure: TextFailure; readonly retryable: boolean }>> = {
  403: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  404: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  405: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  407: { failure: { category: 'account', detail: 'A proxy wants credentials of its own.' }, retryable: true },
  413: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
  431: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
}

/** How long to leave a person alone with a set-up that an admin has to mend, such as a token that was rotated. */
const setupRetryMs = 60_000

function outcomeOfAnswer(answer: Extract<CallFailure, { type: 'answer' }>): Refusal | Unknown<TextFailureCategory> {
  const { status, vendorCode, retryAfterMs } = answer
  const code = vendorCode ?? String(status)
  if (status >= 500) return unknown({ category: 'provider-down', code, detail: sentences.serverError })
  if (status < 400) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  if (status === 401) return refused({ category: 'account', code, detail: sentences.unauthorized }, true, setupRetryMs)
  if (status === 429) {
    return refused({ category: 'rate-limited', code, detail: 'Twilio asks to slow down.' }, true, retryAfterMs)
  }
  if (vendorCode !== undefined) return outcomeOfVendorCode(vendorCode, retryAfterMs)

  const definite = definiteStatuses[status]
  if (!definite) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  const waitMs = definite.retryable ? setupRetryMs : undefined
  return refused({ ...definite.failure, code }, definite.retryable, waitMs)
}

function outcomeOfVendorCode(vendorCode: string, retryAfterMs: number | undefined): Refusal {
  const repeat = repeatOf(vendorCode)
  const waitMs = repeat === 'after-setup' ? setupRetryMs : retryAfterMs
  return refused(failureOf(vendorCode), repeat !== 'never', repeat === 'never' ? undefined : waitMs)
}

function refused(failure: TextFailure, retryable: boolean, retryAfterMs?: number): Refusal {
  return { type: 'refused', retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), failure }
}

function unknown(failure: TextFailure): Unknown<TextFailureCategory> {
  return { type: 'unknown', failure }
}
