import type { Refused, TextFailure, TextFailureCategory, Unknown } from '@threadline/core'
import { parseRetryAfter, readObject, type Answer, type Exchange } from '@threadline/core/http'
import { failureOf, repeatOf } from './status-map.js'

/** A call that did not end with a readable 2xx, and nothing more about it than is safe to keep. */
export type CallFailure =
  | Exclude<Exchange, Answer>
  | {
      readonly type: 'answer'
      readonly status: number
      /** Vonage's API itself answered, not something before it. */
      readonly isVendor: boolean
      /** Vonage's own error code. */
      readonly vendorCode?: string
      /** The one field that Vonage does not accept. */
      readonly field?: 'to' | 'from'
      readonly retryAfterMs?: number
    }

type FailedAnswer = Extract<CallFailure, { type: 'answer' }>

/** What our transport throws through the SDK. It never leaves this package. */
export class VonageCallError extends Error {
  override readonly name = 'VonageCallError'

  constructor(readonly failure: CallFailure) {
    super('The call to Vonage did not succeed.')
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
  if (!(error instanceof VonageCallError)) return unknown({ category: 'other', detail: 'The answer was not readable.' })
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
export function answerFailure(answer: Answer, now: Date): FailedAnswer {
  const problem = readObject(answer.body) ?? {}
  const isVendor = isProblem(problem)
  const vendorCode = isVendor ? errorCodeOf(problem) : undefined
  const field = isVendor ? refusedField(problem['invalid_parameters']) : undefined
  const retryAfterMs = parseRetryAfter(answer.headers['retry-after'], now)
  return {
    type: 'answer',
    status: answer.status,
    isVendor,
    ...(vendorCode === undefined ? {} : { vendorCode }),
    ...(field === undefined ? {} : { field }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

/**
 * The code of an error: a number in its title, as statuses have it, or what its type ends with (`…/messages#1120`,
 * `…/api-errors#low-balance`).
 */
export function errorCodeOf(problem: Readonly<Record<string, unknown>>): string | undefined {
  const { title, type } = problem
  if (/^\d{1,6}$/.test(String(title))) return String(title)
  const fragment = typeof type === 'string' ? type.split('#', 2)[1] : undefined
  return fragment !== undefined && /^(\d{1,6}|[a-z][a-z-]{1,39})$/.test(fragment) ? fragment : undefined
}

/** Vonage's errors name the page that explains them: https://developer.vonage.com/en/api-errors */
function isProblem({ type }: Readonly<Record<string, unknown>>): boolean {
  return typeof type === 'string' && /^https:\/\/(www\.)?developer\.(vonage|nexmo)\.com\//.test(type)
}

function refusedField(parameters: unknown): 'to' | 'from' | undefined {
  const [only, another]: readonly unknown[] = Array.isArray(parameters) ? parameters : []
  if (another !== undefined || typeof only !== 'object' || only === null) return undefined
  const name: unknown = Reflect.get(only, 'name')
  return name === 'to' || name === 'from' ? name : undefined
}

const sentences = {
  notSent: 'No connection to Vonage came about.',
  noAnswer: 'The connection to Vonage ended without a whole answer.',
  serverError: "Vonage's API answered with a server error.",
  notAnAnswer: "The answer is not one that Vonage's API gives.",
  unauthorized: 'Vonage does not accept the credentials.',
  elsewhere: 'Something other than Vonage answered: look at apiUrl and any proxy.',
} as const

/**
 * Statuses that mean "not done" even without one of Vonage's errors, from whatever stands in front of the API. The
 * others (a bare 400, 408, 409, 499 …) are also used by proxies for calls they have already passed on.
 */
const definiteStatuses: Readonly<Record<number, { readonly failure: TextFailure; readonly retryable: boolean }>> = {
  403: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  404: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  405: { failure: { category: 'account', detail: sentences.elsewhere }, retryable: true },
  407: { failure: { category: 'account', detail: 'A proxy wants credentials of its own.' }, retryable: true },
  413: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
  431: { failure: { category: 'too-long', detail: 'The request was too large.' }, retryable: false },
}

/** How long to leave a person alone with a set-up that an admin has to mend, such as a key that was replaced. */
const setupRetryMs = 60_000

function outcomeOfAnswer(answer: FailedAnswer): Refusal | Unknown<TextFailureCategory> {
  const { status, isVendor, vendorCode, retryAfterMs } = answer
  const code = vendorCode ?? String(status)
  if (status >= 500) return unknown({ category: 'provider-down', code, detail: sentences.serverError })
  if (status < 400) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  if (status === 401) return refused({ category: 'account', code, detail: sentences.unauthorized }, true, setupRetryMs)
  if (status === 429) {
    return refused({ category: 'rate-limited', code, detail: 'Vonage asks to slow down.' }, true, retryAfterMs)
  }
  if (isVendor) return outcomeOfProblem(answer, code)

  const definite = definiteStatuses[status]
  if (!definite) return unknown({ category: 'other', code, detail: sentences.notAnAnswer })
  const waitMs = definite.retryable ? setupRetryMs : undefined
  return refused({ ...definite.failure, code }, definite.retryable, waitMs)
}

function outcomeOfProblem({ vendorCode, field, retryAfterMs }: FailedAnswer, code: string): Refusal {
  if (field === 'to') return refused({ category: 'invalid-number', code, detail: 'Vonage does not accept the number.' })
  if (field === 'from')
    return refused({ category: 'sender-invalid', code, detail: 'Vonage does not accept the sender.' })
  const repeat = vendorCode === undefined ? 'never' : repeatOf(vendorCode)
  const waitMs = repeat === 'after-setup' ? setupRetryMs : retryAfterMs
  return refused(failureOf(code), repeat !== 'never', repeat === 'never' ? undefined : waitMs)
}

function refused(failure: TextFailure, retryable = false, retryAfterMs?: number): Refusal {
  return { type: 'refused', retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), failure }
}

function unknown(failure: TextFailure): Unknown<TextFailureCategory> {
  return { type: 'unknown', failure }
}
