import type { TextFailure } from '../domain/failure.js'
import type { Answer, Exchange } from './exchange.js'
import { parseRetryAfter } from './parse-retry-after.js'

/** What an error of a vendor's API says, in our words. */
export interface Verdict {
  readonly failure: TextFailure
  /** Whether the same text may go through later: by waiting, once an admin has acted, or never. */
  readonly repeat: Repeat
  /**
   * Whether nothing was done, whatever the status says: `true` where the vendor says so, `false` where it may have been.
   *
   * @defaultValue as the status says: yes for a 4xx, and nobody knows for a 5xx
   */
  readonly isCertain?: boolean
}

export type Repeat = 'later' | 'after-setup' | 'never'

/** A call that did not end with a readable yes, and nothing more about it than is safe to keep. */
export type CallFailure =
  | Exclude<Exchange, Answer>
  | {
      readonly type: 'answer'
      readonly status: number
      /** Absent when something before the vendor's API answered. */
      readonly verdict?: Verdict
      readonly retryAfterMs?: number
    }

/** Whose call it was, for sentences. */
export interface Vendor {
  readonly name: string
  /** Options to look at when somebody else answers: `apiUrl and any proxy`. */
  readonly lookAt: string
}

/** What a transport throws through a vendor's SDK. It holds nothing of the call, and never leaves a provider. */
export class VendorCallError extends Error {
  override readonly name = 'VendorCallError'

  constructor(
    readonly vendor: Vendor,
    readonly failure: CallFailure,
  ) {
    super(`The call to ${vendor.name} did not succeed.`)
  }
}

/** The part of a call that is kept: never a body, which may repeat the number. */
export function callFailure(ended: Exchange, verdict: Verdict | undefined, now: Date): CallFailure {
  if (ended.type !== 'answer') return ended
  const { headers, status } = ended
  const retryAfterMs = parseRetryAfter(headers['retry-after'], now)
  return {
    type: 'answer',
    status,
    ...(verdict === undefined ? {} : { verdict }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}
