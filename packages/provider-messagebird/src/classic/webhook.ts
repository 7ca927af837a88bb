import { type Received, type SmsEvent, ThreadlineError, type WebhookRequest } from '@threadline/core'
import { readObject } from '@threadline/core/http'
import type { ClassicSettings } from '../options.js'
import { textOf } from '../read.js'
import { isReport, receiptOf, textReceived, type WebhookFields } from './events.js'
import { verifyWebhook } from './verify.js'

/**
 * Verifies and parses a webhook of MessageBird's: a customer's text, posted as a form or JSON by the number's flow, or
 * what became of one of ours, which comes as a GET.
 *
 * The id of a signature is not remembered: a call that comes twice says the same twice, and the message's id, unique in
 * storage, tells core so, in whichever process. The signature cannot be put to another call, nor used after its minute.
 *
 * @throws ThreadlineError with a `webhook.*` code when it must not be believed
 */
export async function receiveWebhook(settings: ClassicSettings, request: WebhookRequest): Promise<Received<SmsEvent>> {
  if (!URL.canParse(request.url)) throw malformed('The URL of the request is not absolute.')
  await verifyWebhook(request, settings.signingKeys, settings.now())
  const event = eventOf(settings, fieldsOf(request))
  return { events: event ? [event] : [], respond: acknowledged }
}

function acknowledged(): Response {
  return new Response('OK', { status: 200, headers: { 'content-type': 'text/plain' } })
}

function eventOf(settings: ClassicSettings, fields: WebhookFields): SmsEvent | undefined {
  if (!isReport(fields)) return textReceived(fields)
  const report = receiptOf(fields)
  if (report.type === 'receipt') return report
  settings.onUnreadStatus(report.status)
  return undefined
}

function fieldsOf(request: WebhookRequest): WebhookFields {
  const method = request.method.toUpperCase()
  if (method === 'GET') return fieldsOfForm(new URL(request.url).search)
  if (method !== 'POST') throw malformed('MessageBird calls with POST or GET.', 405)
  const body = Buffer.from(request.body).toString('utf8')
  const mediaType = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (mediaType === 'application/x-www-form-urlencoded') return fieldsOfForm(body)
  if (mediaType === 'application/json') return fieldsOfJson(body)
  throw new ThreadlineError('webhook.unsupported_media_type', 'MessageBird posts a form or JSON.')
}

function fieldsOfForm(text: string): WebhookFields {
  return collect([...new URLSearchParams(text)])
}

function fieldsOfJson(text: string): WebhookFields {
  const object = readObject(text)
  if (!object) throw malformed('The body is not a JSON object.')
  return collect(
    Object.entries(object).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((item: unknown): [string, string][] => {
        const text = textOf(item)
        return text === undefined ? [] : [[name, text]]
      }),
    ),
  )
}

/** MessageBird writes `createdDatetime` and `CreatedDatetime`, `mediaUrls`, `mediaURLs` and, in forms, `mediaUrls[0]`. */
function collect(entries: readonly (readonly [string, string])[]): WebhookFields {
  const fields = new Map<string, string[]>()
  for (const [name, value] of entries) {
    const key = name.toLowerCase().replace(/\[\d*\]$/, '')
    fields.set(key, [...(fields.get(key) ?? []), value])
  }
  return fields
}

function malformed(sentence: string, status?: number): ThreadlineError {
  return new ThreadlineError('webhook.malformed', sentence, status === undefined ? {} : { status })
}
