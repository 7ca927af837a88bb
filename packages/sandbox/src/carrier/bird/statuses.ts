import type { CarrierStatus } from '../types.js'
import type { Step, Wire } from '../wire.js'

/** What becomes of a text by itself. */
export const journeys: Wire['journeys'] = {
  mobile: [{ status: 'queued' }, { status: 'sent' }, { status: 'delivered' }],
  landline: [{ status: 'queued' }, { status: 'failed', errorCode: 'landline_unreachable' }],
  off: [{ status: 'queued' }, { status: 'sent' }, { status: 'undelivered', errorCode: 'unreachable' }],
  unknown: [{ status: 'queued' }, { status: 'sent' }, { status: 'failed', errorCode: 'invalid_destination' }],
}

/** What becomes of a text to somebody who texted STOP. */
export const optedOut: readonly Step[] = [{ status: 'failed', errorCode: 'recipient_opted_out' }]

/** Bird's word for a step: what was refused before the carrier saw it is `rejected`. */
export function statusWord({ status, errorCode }: Pick<Step, 'status' | 'errorCode'>): string {
  if (status === 'failed' && errorCode === 'recipient_opted_out') return 'rejected'
  return words[status]
}

const words: Readonly<Record<CarrierStatus, string>> = {
  queued: 'accepted',
  sending: 'accepted',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  failed: 'failed',
  canceled: 'canceled',
  received: 'received',
}

/** The failure of a text or a step, as Bird writes it. */
export function errorJson({ errorCode }: Pick<Step, 'errorCode'>, at: Date) {
  if (errorCode === undefined) return undefined
  const code = String(errorCode)
  return { code, description: code.replaceAll('_', ' '), carrier_error_code: null, occurred_at: at.toISOString() }
}
