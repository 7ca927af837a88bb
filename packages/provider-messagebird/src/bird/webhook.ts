import { type Received, type SmsEvent, ThreadlineError, type WebhookRequest } from '@threadline/core'
import { readObject } from '@threadline/core/http'
import type { BirdSettings } from '../options.js'
import { type Fields, objectOf } from '../read.js'
import { receiptOf, textReceived } from './events.js'
import { verifyWebhook } from './verify.js'

/**
 * Verifies and parses an event of Bird's. Events that are not about a text (e-mail, WhatsApp, suppressions) are
 * acknowledged and left alone. Bird repeats an event until it is acknowledged; the message's id tells repetitions.
 *
 * @throws ThreadlineError with a `webhook.*` code when it must not be believed
 */
export async function receiveWebhook(settings: BirdSettings, request: WebhookRequest): Promise<Received<SmsEvent>> {
  if (request.method.toUpperCase() !== 'POST') throw malformed('Bird calls with POST.', 405)
  verifyWebhook(request, settings.signingKeys, settings.now())
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') {
    throw new ThreadlineError('webhook.unsupported_media_type', 'Bird posts JSON.')
  }
  const event = eventOf(settings, Buffer.from(request.body).toString('utf8'))
  return { events: event ? [event] : [], respond: () => new Response(null, { status: 204 }) }
}

function eventOf(settings: BirdSettings, body: string): SmsEvent | undefined {
  const { type, timestamp, data } = objectIn(body)
  if (typeof type !== 'string') throw malformed('The event has no type.')
  const rawStatus = /^sms\.(?<status>[a-z][a-z_-]{0,39})$/.exec(type)?.groups?.['status']
  if (rawStatus === undefined) return undefined
  const fields = objectOf(data)
  if (!fields) throw malformed('The event has no data.')
  if (rawStatus === 'received') return textReceived(fields, timestamp)
  const report = receiptOf(rawStatus, fields)
  if (report.type === 'receipt') return report
  settings.onUnreadStatus(report.status)
  return undefined
}

function objectIn(body: string): Fields {
  const event = readObject(body)
  if (!event) throw malformed('The body is not a JSON object.')
  return event
}

function malformed(sentence: string, status?: number): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence, status === undefined ? {} : { status })
}
