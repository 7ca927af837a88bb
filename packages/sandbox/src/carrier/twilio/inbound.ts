import type { Webhook } from '../../webhook-sender.js'
import { countSegments } from '../segments.js'
import type { CarrierState, TextRecord } from '../state.js'
import { twilioWebhook } from './webhook.js'

/** A text from a phone, posted to the webhook of the number. */
export function inboundWebhook(state: CarrierState, text: TextRecord, url: string): Webhook {
  return twilioWebhook(state, { name: 'inbound', url, form: inboundForm(state, text), orderKey: text.from })
}

/** @see https://www.twilio.com/docs/messaging/guides/webhook-request */
function inboundForm(state: CarrierState, text: TextRecord): URLSearchParams {
  const form = new URLSearchParams({
    ToCountry: 'US',
    ToState: '',
    SmsMessageSid: text.sid,
    NumMedia: String(text.media.length),
    ToCity: '',
    FromZip: '',
    SmsSid: text.sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: text.body,
    FromCountry: 'US',
    To: text.to,
    ToZip: '',
    NumSegments: String(countSegments(text.body)),
    MessageSid: text.sid,
    AccountSid: state.twilio.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  })
  for (const [index, { contentType, url }] of text.media.entries()) {
    form.set(`MediaContentType${index}`, contentType)
    form.set(`MediaUrl${index}`, url)
  }
  return form
}
