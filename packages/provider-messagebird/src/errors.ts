import type { Outcome, Refused, TextFailure, TextFailureCategory, Unknown } from '@threadline/core'
import { callFailure, outcomeOfError, VendorCallError, type Exchange, type Verdict } from '@threadline/core/http'

const vendor = { name: 'MessageBird', lookAt: 'api, apiUrl and any proxy' } as const

/** An error for a call that did not end with a readable yes. It never leaves this package. */
export function callError(ended: Exchange, verdict: Verdict | undefined, now: Date): VendorCallError {
  const isInUse = ended.type === 'answer' && ended.status === 409
  return new VendorCallError(vendor, callFailure(ended, isInUse && verdict ? doubtful(verdict) : verdict, now))
}

/** A key that is in use or was used: the text may have left with it. */
function doubtful(verdict: Verdict): Verdict {
  const { code } = verdict.failure
  const detail = 'MessageBird has got this text from another call.'
  return {
    ...verdict,
    failure: { category: 'other', ...(code === undefined ? {} : { code }), detail },
    isCertain: false,
  }
}

/** The outcome of a call that only asked: whatever went wrong, it says nothing about the text. */
export async function asking<Value>(
  work: () => Promise<Outcome<Value, TextFailureCategory>>,
): Promise<Outcome<Value, TextFailureCategory>> {
  try {
    return await work()
  } catch (error) {
    return unknown(outcomeOfError(error).failure)
  }
}

/** A refusal. */
export function refused(failure: TextFailure, retryable: boolean, retryAfterMs?: number): Refused<TextFailureCategory> {
  return { type: 'refused', retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }), failure }
}

/** An outcome nobody knows. */
export function unknown(failure: TextFailure): Unknown<TextFailureCategory> {
  return { type: 'unknown', failure }
}
