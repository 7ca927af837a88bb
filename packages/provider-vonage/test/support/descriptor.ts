import { createHash, createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import type { InboundText, Signing, SmsProviderDescriptor, WireAnswer, WireRequest } from '@threadline/core/testing'
import { vonageProvider } from '../../src/index.js'
import { apiKey, applicationId, privateKey, signatureSecret, webhookUrl } from './fixtures.js'

type Json = Readonly<Record<string, unknown>>

/** What the kit of core has to know about Vonage. Tokens are made by code of its own, not by ours. */
export const descriptor: SmsProviderDescriptor = {
  open: ({ apiUrl, now, signingSecrets, timeoutMs }) =>
    vonageProvider({
      apiKey,
      applicationId,
      privateKey,
      signatureSecret: signingSecrets,
      apiUrl,
      now,
      timeoutMs,
      // The usual 25 hours are for Vonage's own repetitions.
      maxWebhookAgeMs: 15 * 60_000,
      onUnreadStatus: () => undefined,
    }),
  secrets: privateKey.trim().split('\n'),
  externalIds: ['aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab', 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab'],
  entry: new URL('../../src/index.ts', import.meta.url),

  wire: {
    readSend(call) {
      if (call.method !== 'POST' || call.url.pathname !== '/v1/messages') return undefined
      const fields = fieldsOf(call)
      const files = filesOf(fields)
      const caption = files.map((file) => file['caption']).find((value) => value !== undefined)
      const field = (value: unknown) => (typeof value === 'string' ? value : '')
      return {
        from: field(fields['from']),
        to: field(fields['to']),
        text: field(fields['text'] ?? caption),
        mediaUrls: files.map((file) => field(file['url'])),
      }
    },
    accepted: (externalId) => ({ status: 202, body: { message_uuid: externalId } }),
    refusal: {
      code: '1170',
      category: 'invalid-number',
      answer: (sentence) => problem(422, 1170, sentence),
    },
    rateLimited: (seconds) => ({
      ...problem(429, 1000, 'Throttled'),
      ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
    }),
    mediaUrl: (apiUrl) => `${apiUrl}/v3/media/1b456509-974c-458b-aafa-45fc48a4d976`,
  },

  webhooks: {
    secrets: { current: signatureSecret, previous: 'the-secret-before', foreign: 'the-secret-of-another' },
    statuses: [
      { rawStatus: 'submitted', status: 'sent' },
      { rawStatus: 'delivered', status: 'delivered' },
      { rawStatus: 'read', status: 'delivered' },
      { rawStatus: 'rejected', status: 'failed' },
      { rawStatus: 'undeliverable', status: 'undelivered' },
    ],
    text: (text, signing) => webhook(inboundFields(text), signing),
    receipt: ({ call, externalId, rawStatus }, signing) => {
      const { client_ref: reference, from, to } = fieldsOf(call)
      const failed = rawStatus === 'rejected' || rawStatus === 'undeliverable'
      const news = { channel: 'sms', message_uuid: externalId, client_ref: reference, from, to, status: rawStatus }
      return webhook(failed ? { ...news, error: problem(0, 1180, 'Absent').body } : news, signing)
    },
  },

  cannot: {
    find: 'Vonage has no list of messages',
    check: 'Vonage has no look-up of one message',
    'list-inbound': 'Vonage has no list of messages',
  },
}

const problem = (status: number, code: number, detail: string): WireAnswer => ({
  status,
  body: { type: `https://developer.vonage.com/api-errors/messages#${code}`, title: 'Refused', detail, instance: 'x' },
})

const fieldsOf = (call: WireRequest): Json => JSON.parse(new TextDecoder().decode(call.body)) as Json

function filesOf(fields: Json): readonly Json[] {
  const value = fields[String(fields['message_type'])]
  if (Array.isArray(value)) return value as readonly Json[]
  return typeof value === 'object' && value !== null ? [{ ...value }] : []
}

function inboundFields({ externalId, from, media, sentAt, text, to }: InboundText): Json {
  const bare = (number: string) => number.replace(/^\+/, '')
  const common = { message_uuid: externalId, from: bare(from), to: bare(to), timestamp: sentAt?.toISOString() }
  if (media.length === 0) return { channel: 'sms', message_type: 'text', ...common, text }
  const content = media.map(({ url }, index) => ({
    type: 'image',
    url,
    ...(index === 0 && text ? { caption: text } : {}),
  }))
  return { channel: 'mms', message_type: 'content', ...common, content }
}

/** HS256 over the claims, one of which is the hash of the body. */
function webhook(fields: Json, signing: Signing | undefined): WebhookRequest {
  const body = new TextEncoder().encode(JSON.stringify(fields))
  const headers = new Headers({ 'content-type': 'application/json' })
  if (signing) headers.set('authorization', `Bearer ${token(body, signing)}`)
  return { method: 'POST', url: webhookUrl, headers, body }
}

function token(body: Uint8Array, { at, secret }: Signing): string {
  const claims = {
    iat: Math.floor(at.getTime() / 1000),
    jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
  }
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
