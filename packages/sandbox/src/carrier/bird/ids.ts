import { newDigits, type CarrierState } from '../state.js'

/** `sms_` and 26 characters. */
export function newMessageId(state: CarrierState): string {
  return `sms_${newDigits(state).slice(0, 26)}`
}
