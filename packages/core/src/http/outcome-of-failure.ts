import type { TextFailure, TextFailureCategory } from '../domain/failure.js'
import type { Refused, Unknown } from '../ports/outcome.js'
import { VendorCallError, type CallFailure, type Vendor, type Verdict } from './call-failure.js'

type Refusal = Refused<TextFailureCategory>
type Doubt = Unknown<TextFailureCategory>

/** Milliseconds to leave a set-up alone that an admin has to mend, such as a key that was rotated. */
export const setupRetryMs = 60_000

/** What an error of a call to send means for the text. Whatever is no `VendorCallError`, nobody foresaw: *unknown*. */
export function outcomeOfError(error: unknown): Refusal | Doubt {
  if (error instanceof VendorCallError) return outcomeOfFailure(error.failure, error.vendor)
  return unknown({ category: 'other', detail: 'The answer was not readable.' })
}

/**
 * What a failed call to send means for the text.
 *
 * *refused* only where the text certainly did not leave: no connection came about, or a 4xx that says so. Everything
 * else is *unknown*.
 */
export function outcomeOfFailure(failure: CallFailure, vendor: Vendor): Refusal | Doubt {
  switch (failure.type) {
    case 'not-sent': {
      const detail = `No connection to ${vendor.name} came about.`
      return refused({ category: 'provider-down', code: failure.reason, detail }, true)
    }
    case 'no-answer': {
      const detail = `The connection to ${vendor.name} ended without a whole answer.`
      return unknown({ category: 'provider-down', code: failure.reason, detail })
    }
    case 'answer':
      return outcomeOfAnswer(failure, vendor)
    default:
      return failure satisfies never
  }
}

type FailedAnswer = Extract<CallFailure, { readonly type: 'answer' }>

function outcomeOfAnswer(answer: FailedAnswer, vendor: Vendor): Refusal | Doubt {
  const { retryAfterMs, status, verdict } = answer
  const code = verdict?.failure.code ?? String(status)
  if (verdict?.isCertain === true) return outcomeOfVerdict(verdict, retryAfterMs)
  if (verdict?.isCertain === false) return unknown(verdict.failure)
  if (status >= 500) {
    return unknown({ category: 'provider-down', code, detail: `${vendor.name}'s API answered with a server error.` })
  }
  if (status < 400 || status === 408) return notAnAnswer(code, vendor)
  if (status === 401) {
    const detail = `${vendor.name} does not accept the credentials.`
    return refused({ category: 'account', code, detail }, true, setupRetryMs)
  }
  if (status === 429) {
    const detail = `${vendor.name} asks to slow down.`
    return refused({ category: 'rate-limited', code, detail }, true, retryAfterMs)
  }
  return verdict ? outcomeOfVerdict(verdict, retryAfterMs) : outcomeOfStatus(status, vendor)
}

function outcomeOfVerdict({ failure, repeat }: Verdict, retryAfterMs: number | undefined): Refusal {
  if (repeat === 'never') return refused(failure, false)
  return refused(failure, true, repeat === 'after-setup' ? setupRetryMs : retryAfterMs)
}

/**
 * Some statuses mean "not done" even without an error of the vendor's, from whatever stands in front of the API. The others
 * (a bare 400, 409, 499 …) are also used by proxies for calls they have already passed on.
 */
function outcomeOfStatus(status: number, vendor: Vendor): Refusal | Doubt {
  const code = String(status)
  switch (status) {
    case 403:
    case 404:
    case 405: {
      const detail = `Something other than ${vendor.name} answered: look at ${vendor.lookAt}.`
      return refused({ category: 'account', code, detail }, true, setupRetryMs)
    }
    case 407:
      return refused({ category: 'account', code, detail: 'A proxy wants credentials of its own.' }, true, setupRetryMs)
    case 413:
    case 431:
      return refused({ category: 'too-long', code, detail: 'The request was too large.' }, false)
    default:
      return notAnAnswer(code, vendor)
  }
}

const notAnAnswer = (code: string, { name }: Vendor): Doubt =>
  unknown({ category: 'other', code, detail: `The answer is not one that ${name}'s API gives.` })

function refused(failure: TextFailure, retryable: boolean, retryAfterMs?: number): Refusal {
  return { type: 'refused', retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), failure }
}

function unknown(failure: TextFailure): Doubt {
  return { type: 'unknown', failure }
}
