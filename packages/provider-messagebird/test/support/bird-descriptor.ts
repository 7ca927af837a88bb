import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import type { Signing, SmsProviderDescriptor, WireRequest } from '@threadline/core/testing'
import { messagebirdProvider } from '../../src/index.js'
import { apiKey, birdMessage, birdOptions, birdPage, birdSecret, webhookUrl } from './fixtures.js'

const secretOf = (words: string): string => `whsec_${Buffer.from(words).toString('base64')}`

/** What the kit of core has to know about Bird's API. Signatures are made by code of its own. */
export const birdDescriptor: SmsProviderDescriptor = {
  open: ({ signingSecrets, ...setup }) =>
    messagebirdProvider(birdOptions({ ...setup, signingKey: signingSecrets, onUnreadStatus: () => undefined })),
  secrets: [apiKey, `Bearer bk_eu1_${apiKey}`],
  externalIds: ['sms_01krdgeqcxet5s7t44vh8rt9mg', 'sms_01krdgeqcxet5s7t44vh8rt9mh'],
  entry: new URL('../../src/index.ts', import.meta.url),

  wire: {
    readSend(call) {
      if (call.method !== 'POST' || call.url.pathname !== '/v1/sms/messages') return undefined
      const { from = '', to = '', text = '' } = sentIn(call)
      return { from, to, text, mediaUrls: [] }
    },
    accepted: (id) => ({ status: 202, body: birdMessage({ id }) }),
    refusal: {
      code: 'SMSInvalidRecipient',
      category: 'invalid-number',
      answer: (sentence) => ({
        status: 422,
        body: { code: 'E00000', type: 'validation_error', name: 'SMSInvalidRecipient', message: sentence },
      }),
    },
    rateLimited: (seconds) => ({
      status: 429,
      body: { code: 'E00000', type: 'rate_limit_error', message: 'Slow down' },
      ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
    }),
    found: (texts) => ({
      status: 200,
      body: birdPage(
        texts.map(({ externalId: id, call, createdAt }) =>
          birdMessage({ id, metadata: sentIn(call).metadata, created_at: createdAt.toISOString() }),
        ),
      ),
    }),
    state: (id, status) => ({ status: 200, body: birdMessage({ id, status }) }),
    inbound: (texts) => ({
      status: 200,
      body: birdPage(
        texts.map(({ externalId: id, from, to, text, sentAt }) =>
          birdMessage({ id, direction: 'inbound', from, to, text, metadata: null, created_at: sentAt?.toISOString() }),
        ),
      ),
    }),
  },

  webhooks: {
    secrets: { current: birdSecret, previous: secretOf('the secret before'), foreign: secretOf('that of another') },
    statuses: [
      { rawStatus: 'scheduled', status: 'queued' },
      { rawStatus: 'accepted', status: 'queued' },
      { rawStatus: 'sent', status: 'sent' },
      { rawStatus: 'delivered', status: 'delivered' },
      { rawStatus: 'undelivered', status: 'undelivered' },
      { rawStatus: 'expired', status: 'undelivered' },
      { rawStatus: 'failed', status: 'failed' },
      { rawStatus: 'rejected', status: 'failed' },
      { rawStatus: 'canceled', status: 'canceled' },
    ],
    text: ({ externalId, from, to, text, sentAt }, signing) =>
      webhook('received', { sms_id: externalId, from, to, text, metadata: null }, signing, sentAt),
    receipt: ({ call, externalId, rawStatus }, signing) =>
      webhook(rawStatus, { sms_id: externalId, from: sentIn(call).from, metadata: sentIn(call).metadata }, signing),
  },

  cannot: {
    'send-media': 'Bird’s API refuses pictures (422 SMSUnsupportedFeature)',
    'receive-media': 'Bird’s events say nothing about the files of a text',
    'fetch-media': 'Bird’s events say nothing about the files of a text',
  },
}

interface Sent {
  readonly from?: string
  readonly to?: string
  readonly text?: string
  readonly metadata?: object
}

const sentIn = (call: WireRequest): Sent => JSON.parse(new TextDecoder().decode(call.body))

/** Standard Webhooks: base64 of the HMAC-SHA256 over id, time and body. */
function webhook(word: string, data: object, signing: Signing | undefined, sentAt?: Date): WebhookRequest {
  const body = JSON.stringify({ type: `sms.${word}`, timestamp: sentAt?.toISOString(), data })
  const headers = new Headers({ 'content-type': 'application/json' })
  if (signing) {
    const timestamp = String(Math.floor(signing.at.getTime() / 1000))
    const key = Buffer.from(signing.secret.slice('whsec_'.length), 'base64')
    const signature = createHmac('sha256', key).update(`evt_1.${timestamp}.${body}`).digest('base64')
    headers.set('webhook-id', 'evt_1')
    headers.set('webhook-timestamp', timestamp)
    headers.set('webhook-signature', `v1,${signature}`)
  }
  return { method: 'POST', url: webhookUrl, headers, body: new TextEncoder().encode(body) }
}
