import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import type { InboundText, Signing, SmsProviderDescriptor, WireRequest } from '@threadline/core/testing'

/** What both providers here have in common: Pigeon's language. */
export const apiKey = 'key-of-the-example'

export const pigeon: Omit<SmsProviderDescriptor, 'open' | 'entry' | 'cannot'> = {
  secrets: [apiKey],
  externalIds: ['pigeon-1', 'pigeon-2'],
  wire: {
    readSend(call) {
      if (call.method !== 'POST' || call.url.pathname !== '/texts') return undefined
      const { files = [], from, text, to } = fieldsOf(call)
      return { from, text, to, mediaUrls: files }
    },
    accepted: (id) => ({ status: 201, body: { id, state: 'taken' } }),
    refusal: {
      code: 'no_such_number',
      category: 'invalid-number',
      answer: (message) => ({ status: 422, body: { code: 'no_such_number', message } }),
    },
    rateLimited: (seconds) => ({ status: 429, ...(seconds ? { headers: { 'retry-after': String(seconds) } } : {}) }),
    found: (texts) => ({
      status: 200,
      body: {
        texts: texts.map(({ call, externalId }) => ({ id: externalId, state: 'flying', ref: fieldsOf(call).ref })),
      },
    }),
    state: (id, state) => ({ status: 200, body: { id, state } }),
    mediaUrl: (apiUrl) => `${apiUrl}/files/1`,
  },
  webhooks: {
    secrets: { current: 'secret-of-now', previous: 'secret-before', foreign: 'secret-of-another' },
    statuses: [
      { rawStatus: 'taken', status: 'queued' },
      { rawStatus: 'flying', status: 'sent' },
      { rawStatus: 'arrived', status: 'delivered' },
      { rawStatus: 'lost', status: 'undelivered' },
    ],
    text: (text, signing) => webhook(wireText(text), signing, true),
    receipt: ({ call, externalId, rawStatus }, signing) =>
      webhook({ id: externalId, state: rawStatus, ref: fieldsOf(call).ref, code: 'out_of_reach' }, signing, true),
  },
}

/** The same with the signatures of Pigeon's first version, which had no date, and with one word for a status. */
export const plainPigeon: typeof pigeon = {
  ...pigeon,
  webhooks: {
    ...pigeon.webhooks,
    statuses: [{ rawStatus: 'arrived', status: 'delivered' }],
    text: (text, signing) => webhook(wireText(text), signing, false),
    receipt: ({ call, externalId, rawStatus }, signing) =>
      webhook({ id: externalId, state: rawStatus, ref: fieldsOf(call).ref }, signing, false),
  },
}

interface SentFields {
  readonly from: string
  readonly to: string
  readonly text: string
  readonly ref: string
  readonly files?: readonly string[]
}

const fieldsOf = ({ body }: WireRequest): SentFields => JSON.parse(new TextDecoder().decode(body)) as SentFields

function wireText({ externalId, from, media, text, to }: InboundText): object {
  return {
    id: externalId,
    from,
    to,
    text,

    files: media.map(({ contentType, url }) => ({ url, type: contentType })),
  }
}

function webhook(fields: object, signing: Signing | undefined, isDated: boolean): WebhookRequest {
  const body = new TextEncoder().encode(JSON.stringify(fields))
  const headers = new Headers()
  if (signing) {
    const time = String(signing.at.getTime())
    const hmac = createHmac('sha256', signing.secret)
    if (isDated) headers.set('pigeon-signature', `${time},${hmac.update(`${time}.`).update(body).digest('hex')}`)
    else headers.set('pigeon-signature', hmac.update(body).digest('hex'))
  }
  return { method: 'POST', url: 'https://desk.example/threadline/sms/pigeon', headers, body }
}
