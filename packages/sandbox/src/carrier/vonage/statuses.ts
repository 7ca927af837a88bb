import type { Webhook } from '../../webhook-sender.js'
import type { CarrierState, TextRecord } from '../state.js'
import type { CarrierStatus } from '../types.js'
import type { Step, Wire } from '../wire.js'
import { bare } from './ids.js'
import { vonageWebhook } from './webhook.js'

/** What becomes of a text by itself: https://developer.vonage.com/en/api-errors/messages */
export const journeys: Wire['journeys'] = {
  mobile: [{ status: 'sent' }, { status: 'delivered' }],
  landline: [{ status: 'failed', errorCode: 1260 }],
  off: [{ status: 'sent' }, { status: 'failed', errorCode: 1180 }],
  unknown: [{ status: 'sent' }, { status: 'failed', errorCode: 1190 }],
}

/** Vonage's words. It says nothing of the steps before. */
const words: Partial<Readonly<Record<CarrierStatus, string>>> = {
  sent: 'submitted',
  delivered: 'delivered',
  failed: 'rejected',
  undelivered: 'undeliverable',
}

/** A status, to the URL the message named or else to the application's. */
export function statusWebhook(state: CarrierState, text: TextRecord, step: Step): Webhook | undefined {
  const url = text.statusCallback ?? state.numbers.get(text.from)?.webhookUrl
  const status = words[step.status]
  if (url === undefined || status === undefined) return undefined
  const fields = {
    message_uuid: text.sid,
    to: bare(text.to),
    from: bare(text.from),
    timestamp: state.clock.now().toISOString(),
    status,
    channel: text.media.length > 0 ? 'mms' : 'sms',
    ...(text.reference === undefined ? {} : { client_ref: text.reference }),
    ...(step.errorCode === undefined ? {} : { error: errorOf(step.errorCode) }),
    usage: { currency: 'EUR', price: '0.0333' },
  }
  return vonageWebhook(state, { name: `status.${step.status}`, url, fields, orderKey: text.sid })
}

function errorOf(code: number | string): object {
  const type = `https://developer.nexmo.com/api-errors/messages-olympus#${code}`
  return { type, title: code, detail: 'The message was not delivered.', instance: '00000000000000000000000000000001' }
}
