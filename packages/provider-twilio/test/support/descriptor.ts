import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import type { InboundText, Signing, SmsProviderDescriptor, WireAnswer, WireRequest } from '@threadline/core/testing'
import { twilioProvider } from '../../src/index.js'
import { accountSid, authToken, basicCredentials, webhookUrl } from './fixtures.js'
import { created, listOf } from './answers.js'

/** What the kit of core has to know about Twilio. Signatures are made by code of its own, not by ours. */
export const descriptor: SmsProviderDescriptor = {
  open: ({ apiUrl, now, signingSecrets, timeoutMs }) =>
    twilioProvider({ accountSid, authToken: signingSecrets, apiUrl, now, timeoutMs, onUnreadStatus: () => undefined }),
  secrets: [authToken, basicCredentials],
  externalIds: [`SM${'a1'.repeat(16)}`, `SM${'b2'.repeat(16)}`],
  entry: new URL('../../src/index.ts', import.meta.url),

  wire: {
    readSend(call) {
      if (call.method !== 'POST' || !call.url.pathname.endsWith('/Messages.json')) return undefined
      const form = formOf(call)
      const field = (name: string) => form.get(name) ?? ''
      return { from: field('From'), to: field('To'), text: field('Body'), mediaUrls: form.getAll('MediaUrl') }
    },
    accepted: (sid) => ({ status: 201, body: created({ sid }) }),
    refusal: {
      code: '21211',
      category: 'invalid-number',
      answer: (message) => vendorError(400, 21211, message),
    },
    rateLimited: (seconds) => ({
      ...vendorError(429, 20429, 'Too Many Requests'),
      ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
    }),
    found: (texts) => ({
      status: 200,
      body: listOf(
        texts.map(({ createdAt, externalId, from, text, to }) =>
          created({ sid: externalId, from, to, body: text, date_created: createdAt.toUTCString() }),
        ),
      ),
    }),
    state: (sid, status) => ({
      status: 200,
      body: created({ sid, status, error_code: failed.has(status) ? 30006 : null }),
    }),
    inbound: (texts) => ({
      status: 200,
      body: listOf(
        texts.map(({ externalId, from, sentAt, text, to }) =>
          created({ sid: externalId, from, to, body: text, direction: 'inbound', date_sent: sentAt?.toUTCString() }),
        ),
      ),
    }),
    mediaUrl: (apiUrl) => `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages/${mms}/Media/ME${'c3'.repeat(16)}`,
  },

  webhooks: {
    secrets: { current: authToken, previous: 'the-token-before', foreign: 'the-token-of-another' },
    statuses: [
      { rawStatus: 'queued', status: 'queued' },
      { rawStatus: 'sending', status: 'sending' },
      { rawStatus: 'sent', status: 'sent' },
      { rawStatus: 'delivered', status: 'delivered' },
      { rawStatus: 'undelivered', status: 'undelivered' },
      { rawStatus: 'failed', status: 'failed' },
      { rawStatus: 'canceled', status: 'canceled' },
    ],
    text: (text, signing) => webhook(webhookUrl, inboundFields(text), signing),
    receipt: ({ call, externalId, rawStatus }, signing) =>
      webhook(
        formOf(call).get('StatusCallback') ?? '',
        { MessageSid: externalId, MessageStatus: rawStatus, ErrorCode: failed.has(rawStatus) ? '30006' : '' },
        signing,
      ),
  },

  cannot: { 'dated-webhooks': 'Twilio’s signature has no date; the message’s id is the guard' },
}

const mms = `MM${'d4'.repeat(16)}`
const failed = new Set(['failed', 'undelivered'])

const formOf = (call: WireRequest): URLSearchParams => new URLSearchParams(new TextDecoder().decode(call.body))

const vendorError = (status: number, code: number, message: string): WireAnswer => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
})

function inboundFields({ externalId, from, media, text, to }: InboundText): Readonly<Record<string, string>> {
  const files = media.flatMap(({ contentType, url }, index) => [
    [`MediaUrl${index}`, url],
    [`MediaContentType${index}`, contentType],
  ])
  const fields = { MessageSid: externalId, SmsStatus: 'received', From: from, To: to, Body: text }
  return { ...fields, NumMedia: String(media.length), ...Object.fromEntries(files) }
}

/** Base64 of the HMAC-SHA1 over the address and the fields in order of their names. */
function webhook(url: string, fields: Readonly<Record<string, string>>, signing: Signing | undefined): WebhookRequest {
  const all = { AccountSid: accountSid, ...fields }
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded' })
  const names = Object.keys(all).toSorted((left, right) => (left < right ? -1 : 1)) as (keyof typeof all)[]
  const content = names.map((name) => `${name}${all[name]}`).join('')
  if (signing) {
    headers.set('x-twilio-signature', createHmac('sha1', signing.secret).update(`${url}${content}`).digest('base64'))
  }
  return { method: 'POST', url, headers, body: new TextEncoder().encode(new URLSearchParams(all).toString()) }
}
