import { callFailure, readObject, VendorCallError, type Exchange } from '@threadline/core/http'
import { failureOf, repeatOf } from './status-map.js'

const vendor = { name: 'Twilio', lookAt: 'apiUrl, the account SID and any proxy' } as const

/** An error for a call that did not end with a readable yes. It never leaves this package. */
export function callError(ended: Exchange, now: Date): VendorCallError {
  const code = ended.type === 'answer' ? vendorCodeIn(ended.body) : undefined
  const verdict = code === undefined ? undefined : { failure: failureOf(code), repeat: repeatOf(code) }
  return new VendorCallError(vendor, callFailure(ended, verdict, now))
}

/** Twilio's own code; absent when something before Twilio's API answered. */
function vendorCodeIn(body: Uint8Array): string | undefined {
  const code = String(readObject(body)?.['code'])
  return /^\d{4,6}$/.test(code) ? code : undefined
}
