import type { WebhookSender } from '../webhook-sender.js'
import { applyOptOut } from './opt-out.js'
import { countSegments } from './segments.js'
import { addText, changed, newSid, phoneOf, type CarrierState, type TextRecord } from './state.js'
import { twilioWebhook } from './twilio-webhook.js'
import type { CarrierMedia, PhoneAttachment, TextFromPhone } from './types.js'

/** Carries a text from a phone to one of the desk's numbers, and posts it to that number's webhook. */
export function textFromPhone(state: CarrierState, webhooks: WebhookSender, text: TextFromPhone): TextRecord {
  const { from, to, body = '' } = text
  const number = state.numbers.get(to)
  if (!number) throw new Error(`${to} is not one of the desk's numbers, so nobody would get this text. Add it first.`)
  if (!body && !text.media?.length) throw new Error('There is nothing in this text: write something or add a file.')
  const phone = phoneOf(state, from)
  const record = receive(state, { ...text, body })
  phone.outbox.push({ sid: record.sid, from, to, body, media: record.media, at: record.createdAt })

  const reply = state.handlesOptOut ? applyOptOut(state, { sender: to, recipient: from }, body) : undefined
  if (reply !== undefined) phone.inbox.push({ from: to, to: from, body: reply, media: [], at: state.clock.now() })
  if (number.webhookUrl !== undefined) {
    webhooks.send(
      twilioWebhook(state, {
        name: 'inbound',
        url: number.webhookUrl,
        form: inboundForm(state, record),
        orderKey: from,
      }),
    )
  }
  changed(state)
  return record
}

function receive(state: CarrierState, text: TextFromPhone & { readonly body: string }): TextRecord {
  const { from, to, body, media: attachments = [] } = text
  const sid = newSid(state, attachments.length > 0 ? 'MM' : 'SM')
  const media = attachments.map((attachment) => storeFile(state, sid, attachment))
  const record = addText(state, { sid, direction: 'inbound', from, to, body, media, status: 'received' })
  record.sentAt = record.createdAt
  record.arrivals = 1
  return record
}

function storeFile(state: CarrierState, sid: string, attachment: PhoneAttachment): CarrierMedia {
  const mediaSid = newSid(state, 'ME')
  state.files.set(mediaSid, attachment)
  const path = `/2010-04-01/Accounts/${state.accountSid}/Messages/${sid}/Media/${mediaSid}`
  return { contentType: attachment.contentType, url: state.publicUrl().replace(/\/$/, '') + path }
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
    AccountSid: state.accountSid,
    From: text.from,
    ApiVersion: '2010-04-01',
  })
  for (const [index, { contentType, url }] of text.media.entries()) {
    form.set(`MediaContentType${index}`, contentType)
    form.set(`MediaUrl${index}`, url)
  }
  return form
}
