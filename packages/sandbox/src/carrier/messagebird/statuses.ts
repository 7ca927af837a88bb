import type { CarrierStatus } from '../types.js'
import type { Step, Wire } from '../wire.js'

/** What becomes of a text by itself. MessageBird has no code for a landline: such a number just takes no texts. */
export const journeys: Wire['journeys'] = {
  mobile: [{ status: 'sent' }, { status: 'delivered' }],
  landline: [{ status: 'sent' }, { status: 'undelivered', errorCode: 11 }],
  off: [{ status: 'sent' }, { status: 'undelivered', errorCode: 27 }],
  unknown: [{ status: 'sent' }, { status: 'undelivered', errorCode: 1 }],
}

/** What becomes of a text to somebody who texted STOP. */
export const optedOut: readonly Step[] = [{ status: 'undelivered', errorCode: 103 }]

const words: Readonly<Partial<Record<CarrierStatus, string>>> = {
  queued: 'scheduled',
  sending: 'buffered',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'delivery_failed',
  failed: 'delivery_failed',
}

/** MessageBird's word for a status, where it has one. */
export function statusWord(status: CarrierStatus): string | undefined {
  return words[status]
}

const reasons: Readonly<Record<number, string>> = {
  1: 'unknown subscriber',
  11: 'unknown subscriber',
  27: 'unavailable subscriber',
  103: 'opted out',
}

/** What a report says beside the code. */
export function reasonOf({ errorCode }: Step): string | undefined {
  return reasons[Number(errorCode)]
}
