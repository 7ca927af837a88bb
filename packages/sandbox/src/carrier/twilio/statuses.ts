import type { Webhook } from '../../webhook-sender.js'
import type { CarrierState, TextRecord } from '../state.js'
import type { Step, Wire } from '../wire.js'
import { twilioWebhook } from './webhook.js'

/** What becomes of a text by itself. */
export const journeys: Wire['journeys'] = {
  mobile: [{ status: 'sent' }, { status: 'delivered' }],
  landline: [{ status: 'undelivered', errorCode: 30006 }],
  off: [{ status: 'sent' }, { status: 'undelivered', errorCode: 30003 }],
  unknown: [{ status: 'sent' }, { status: 'undelivered', errorCode: 30005 }],
}

/** A status callback, where the call asked for one. */
export function statusWebhook(state: CarrierState, text: TextRecord, step: Step): Webhook | undefined {
  if (text.statusCallback === undefined) return undefined
  return twilioWebhook(state, {
    name: `status.${step.status}`,
    url: text.statusCallback,
    form: statusForm(state, text, step),
    orderKey: text.sid,
  })
}

function statusForm(state: CarrierState, text: TextRecord, step: Step): URLSearchParams {
  const form = new URLSearchParams({
    SmsSid: text.sid,
    SmsStatus: step.status,
    MessageStatus: step.status,
    To: text.to,
    MessageSid: text.sid,
    AccountSid: state.twilio.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  })
  if (step.errorCode !== undefined) form.set('ErrorCode', String(step.errorCode))
  if (step.status === 'delivered') form.set('RawDlrDoneDate', doneDate(state.clock.now()))
  return form
}

/** `3001071000`: year, month, day, hour and minute, two digits each, without a zone. */
function doneDate(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(2, 12)
}
