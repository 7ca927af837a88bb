import { newDigits, type CarrierState } from '../state.js'

/** `aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab` */
export function newUuid(state: CarrierState): string {
  const digits = newDigits(state)
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`
}

/** Files of texts that came in are at an address nobody can guess, for whoever has it. */
export function newFile(state: CarrierState): { readonly id: string; readonly path: string } {
  const id = newUuid(state)
  return { id, path: `/v3/media/${id}` }
}

/** A number as it is on the wire: without a plus. */
export function bare(number: string): string {
  return number.replace(/^\+/, '')
}
