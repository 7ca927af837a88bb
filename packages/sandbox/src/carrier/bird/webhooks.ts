import { createHmac } from 'node:crypto'
import type { Webhook } from '../../webhook-sender.js'
import { newDigits, type CarrierState, type TextRecord } from '../state.js'
import type { Step } from '../wire.js'
import { segmentsJson } from './message-json.js'
import { errorJson, statusWord } from './statuses.js'

/**
 * An event of a text of the desk's. Bird has one endpoint for all events: here it is the webhook of the number.
 *
 * @see https://bird.com/docs/api/webhooks
 */
export function statusWebhook(state: CarrierState, text: TextRecord, step: Step): Webhook | undefined {
  const url = state.numbers.get(text.from)?.webhookUrl
  if (url === undefined) return undefined
  const error = errorJson(step, state.clock.now())
  const data = { ...baseOf(text), ...(error ? { error } : {}) }
  const event = { type: `sms.${statusWord(step)}`, timestamp: state.clock.now().toISOString(), data }
  return { ...webhookOf(state, url, event), name: `status.${step.status}`, orderKey: text.sid }
}

/** A text from a phone. Of its files Bird says nothing. */
export function inboundWebhook(state: CarrierState, text: TextRecord, url: string): Webhook {
  const words = text.body ? { text: text.body } : {}
  const data = { ...baseOf(text), ...words, segments: segmentsJson(text.body) }
  const event = { type: 'sms.received', timestamp: text.createdAt.toISOString(), data }
  return { ...webhookOf(state, url, event), name: 'inbound', orderKey: text.from }
}

function baseOf(text: TextRecord) {
  const { sid, to, from, metadata = null } = text
  return { sms_id: sid, workspace_id: 'ws_sandbox', to, from, tags: null, metadata, cost: null }
}

/** Signed by Standard Webhooks: the id is that of the event, the time that of the try. */
function webhookOf(state: CarrierState, url: string, event: unknown): Pick<Webhook, 'retryDelaysMs' | 'build'> {
  const id = `evt_${newDigits(state)}`
  const body = JSON.stringify(event)
  const build = () => {
    const timestamp = String(Math.floor(state.clock.now().getTime() / 1000))
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(state.bird.signingKey, `${id}.${timestamp}.${body}`),
    }
    return new Request(url, { method: 'POST', headers, body })
  }
  return { retryDelaysMs: state.retryDelaysMs, build }
}

function signatureOf(secret: string, content: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return `v1,${createHmac('sha256', key).update(content, 'utf8').digest('base64')}`
}
