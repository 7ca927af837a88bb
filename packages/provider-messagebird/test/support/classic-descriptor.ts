import type { WebhookRequest } from '@threadline/core'
import type { InboundText, Signing, SmsProviderDescriptor, WireRequest } from '@threadline/core/testing'
import { messagebirdProvider } from '../../src/index.js'
import { apiKey, classicOptions, listOf, message, sign, signingKey, webhookUrl } from './fixtures.js'

/** What the kit of core has to know about MessageBird's classic API. Signatures are made by code of its own. */
export const classicDescriptor: SmsProviderDescriptor = {
  open: ({ signingSecrets, ...setup }) =>
    messagebirdProvider(
      classicOptions({ ...setup, signingKey: signingSecrets, mms: true, onUnreadStatus: () => undefined }),
    ),
  secrets: [apiKey, `AccessKey ${apiKey}`],
  externalIds: ['a1'.repeat(16), 'b2'.repeat(16)],
  entry: new URL('../../src/index.ts', import.meta.url),

  wire: {
    readSend(call) {
      if (call.method !== 'POST' || !['/messages', '/mms'].includes(call.url.pathname)) return undefined
      const { originator = '', recipients = '', body = '', mediaUrls = [] } = sentIn(call)
      return { from: originator, to: recipients, text: body, mediaUrls }
    },
    accepted: (id) => ({ status: 201, body: message({ id }) }),
    refusal: {
      code: '9',
      category: 'invalid-number',
      answer: (description) => ({ status: 422, body: { errors: [{ code: 9, description, parameter: 'recipients' }] } }),
    },
    rateLimited: (seconds) => ({
      status: 429,
      body: { errors: [] },
      ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
    }),
    found: (texts) => ({
      status: 200,
      body: listOf(
        texts.map(({ externalId: id, call, createdAt }) =>
          message({ id, reference: sentIn(call).reference, createdDatetime: createdAt.toISOString() }),
        ),
      ),
    }),
    state: (id, status) => ({ status: 200, body: message({ id }, { status }) }),
    inbound: (texts) => ({ status: 200, body: listOf(texts.map(inboundMessage)) }),
    mediaUrl: (apiUrl) => `${apiUrl}/media/one.jpg`,
  },

  webhooks: {
    secrets: { current: signingKey, previous: 'the-key-before', foreign: 'the-key-of-another' },
    statuses: [
      { rawStatus: 'scheduled', status: 'queued' },
      { rawStatus: 'sent', status: 'sent' },
      { rawStatus: 'buffered', status: 'sent' },
      { rawStatus: 'delivered', status: 'delivered' },
      { rawStatus: 'expired', status: 'undelivered' },
      { rawStatus: 'delivery_failed', status: 'undelivered' },
    ],
    text: (text, signing) => signed(inboundPost(text), signing),
    receipt({ call, externalId: id, rawStatus: status }, signing) {
      const { reference = '', reportUrl = '' } = sentIn(call)
      const query = new URLSearchParams({ id, reference, recipient: '14155550123', status })
      const url = `${reportUrl}?${query.toString()}`
      return signed({ method: 'GET', url, headers: new Headers(), body: new Uint8Array() }, signing)
    },
  },
}

interface Sent {
  readonly originator?: string
  readonly recipients?: string
  readonly body?: string
  readonly reference?: string
  readonly reportUrl?: string
  readonly mediaUrls?: readonly string[]
}

const sentIn = (call: WireRequest): Sent => JSON.parse(new TextDecoder().decode(call.body))

const digits = (address: string): string => address.replace(/^\+/, '')

function inboundMessage({ externalId: id, from, to, text: body, sentAt }: InboundText) {
  const fields = { id, direction: 'mo', originator: digits(from), body, reference: null }
  return message({ ...fields, createdDatetime: sentAt?.toISOString() }, { recipient: Number(digits(to)) })
}

function inboundPost({ externalId: id, from, to, text: body, media, sentAt }: InboundText): WebhookRequest {
  const form = new URLSearchParams({ id, originator: digits(from), recipient: digits(to), body })
  if (sentAt) form.set('CreatedDatetime', sentAt.toISOString())
  for (const { url } of media) form.append('mediaURLs', url)
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' })
  return { method: 'POST', url: webhookUrl, headers, body: new TextEncoder().encode(form.toString()) }
}

function signed(request: WebhookRequest, signing: Signing | undefined): WebhookRequest {
  if (!signing) return request
  const nbf = Math.floor(signing.at.getTime() / 1000)
  return sign(request, { key: signing.secret, claims: { nbf, exp: nbf + 60, jti: crypto.randomUUID() } })
}
