import type { WebhookSender } from '../webhook-sender.js'
import { later, networkDelayMs } from './slow-network.js'
import { applyOptOut } from './opt-out.js'
import { addText, changed, phoneOf, type CarrierState, type TextRecord } from './state.js'
import type { CarrierMedia, PhoneAttachment, TextFromPhone } from './types.js'
import type { Wire } from './wire.js'
import { wireOf } from './wires.js'

/** Carries a text from a phone to one of the desk's numbers, and posts it to that number's webhook. */
export function textFromPhone(state: CarrierState, webhooks: WebhookSender, text: TextFromPhone): TextRecord {
  const { from, to, body = '' } = text
  const number = state.numbers.get(to)
  if (!number) throw new Error(`${to} is not one of the desk's numbers, so nobody would get this text. Add it first.`)
  if (!body && !text.media?.length) throw new Error('There is nothing in this text: write something or add a file.')
  const phone = phoneOf(state, from)
  const wire = wireOf(number)
  const record = receive(state, wire, { ...text, body })
  phone.outbox.push({ sid: record.sid, from, to, body, media: record.media, at: record.createdAt })

  const reply = answerOfCarrier(state, wire, record)
  if (reply !== undefined) phone.inbox.push({ from: to, to: from, body: reply, media: [], at: state.clock.now() })
  later(state, networkDelayMs(phone), () => {
    const url = state.numbers.get(to)?.webhookUrl
    if (url !== undefined) webhooks.send({ ...wire.inboundWebhook(state, record, url), about: `text:${record.sid}` })
  })
  changed(state)
  return record
}

function receive(state: CarrierState, wire: Wire, text: TextFromPhone & { readonly body: string }): TextRecord {
  const { from, to, body, media: attachments = [] } = text
  const sid = wire.newTextId(state, { hasMedia: attachments.length > 0 })
  const media = attachments.map((attachment) => storeFile(state, wire, sid, attachment))
  const record = addText(state, {
    wire: wire.name,
    sid,
    direction: 'inbound',
    from,
    to,
    body,
    media,
    status: 'received',
  })
  record.sentAt = record.createdAt
  record.arrivals = 1
  return record
}

function storeFile(state: CarrierState, wire: Wire, textId: string, attachment: PhoneAttachment): CarrierMedia {
  const { id, path } = wire.newFile(state, textId)
  state.files.set(id, attachment)
  return { contentType: attachment.contentType, url: `${state.publicUrl().replace(/\/$/, '')}/${wire.name}${path}` }
}

function answerOfCarrier(state: CarrierState, { optOut }: Wire, { from, to, body }: TextRecord): string | undefined {
  const isHandled = state.handlesOptOut ?? optOut.isUsual
  return isHandled ? applyOptOut(state, optOut, { sender: to, recipient: from }, body) : undefined
}
