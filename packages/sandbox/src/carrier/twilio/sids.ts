import { newDigits, type CarrierState } from '../state.js'

/** A sid of a message: `MM` with media, `SM` without. */
export function newMessageSid(state: CarrierState, { hasMedia }: { readonly hasMedia: boolean }): string {
  return (hasMedia ? 'MM' : 'SM') + newDigits(state)
}

/** A sid of a file, and where it is. */
export function newFile(state: CarrierState, messageSid: string): { readonly id: string; readonly path: string } {
  const id = `ME${newDigits(state)}`
  return { id, path: `/2010-04-01/Accounts/${state.twilio.accountSid}/Messages/${messageSid}/Media/${id}` }
}
