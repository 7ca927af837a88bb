import type { Webhook } from '../../webhook-sender.js'
import type { CarrierState, TextRecord } from '../state.js'
import type { Step } from '../wire.js'
import { bare } from './address.js'
import { rfc3339 } from './message-json.js'
import { signatureToken } from './signature.js'
import { reasonOf, statusWord } from './statuses.js'

/**
 * A status report: a GET of the message's own `reportUrl`. Without a `reference` there is none.
 *
 * @see https://developers.messagebird.com/api/sms-messaging/#handle-a-status-report
 */
export function statusWebhook(state: CarrierState, text: TextRecord, step: Step): Webhook | undefined {
  const status = statusWord(step.status)
  if (text.statusCallback === undefined || text.reference === undefined || status === undefined) return undefined
  const reason = reasonOf(step)
  const query = new URLSearchParams({
    id: text.sid,
    reference: text.reference,
    recipient: bare(text.to),
    status,
    statusDatetime: rfc3339(state.clock.now()),
    mccmnc: '310010',
    ported: '0',
    ...(reason === undefined ? {} : { statusReason: reason }),
    ...(step.errorCode === undefined ? {} : { statusErrorCode: String(step.errorCode) }),
  })
  const url = `${text.statusCallback}${text.statusCallback.includes('?') ? '&' : '?'}${query}`
  const build = () => new Request(url, { headers: { 'messagebird-signature-jwt': signatureToken(state, url, '') } })
  return { name: `status.${step.status}`, retryDelaysMs: state.retryDelaysMs, orderKey: text.sid, build }
}

/** A text from a phone, posted as a form by the flow of the number. */
export function inboundWebhook(state: CarrierState, text: TextRecord, url: string): Webhook {
  const form = inboundForm(text).toString()
  const build = () =>
    new Request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'messagebird-signature-jwt': signatureToken(state, url, form),
      },
      body: form,
    })
  return { name: 'inbound', retryDelaysMs: state.retryDelaysMs, orderKey: text.from, build }
}

function inboundForm(text: TextRecord): URLSearchParams {
  const seconds = String(Math.floor(text.createdAt.getTime() / 1000))
  const form = new URLSearchParams({
    receiver: bare(text.to),
    date: seconds,
    date_utc: seconds,
    reference: '1',
    id: text.sid,
    recipient: bare(text.to),
    originator: bare(text.from),
    body: text.body,
    CreatedDatetime: rfc3339(text.createdAt),
  })
  for (const { url } of text.media) form.append('mediaURLs', url)
  return form
}
