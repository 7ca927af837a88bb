import type { WebhookRequest } from '@threadline/core'
import type { Signing, SmsProviderDescriptor, WireRequest } from '@threadline/core/testing'
import { credential, plantedProvider } from './planted-provider.js'
import { signatureOf } from './planted-receive.js'
import type { ProviderFault } from './provider-fault.js'

export function plantedDescriptor(fault?: ProviderFault): SmsProviderDescriptor {
  return {
    open: (setup) => plantedProvider(setup, fault),
    secrets: [credential],
    externalIds: ['text-1', 'text-2'],
    entry: new URL('planted-provider.ts', import.meta.url),
    wire: {
      readSend(call) {
        if (call.method !== 'POST') return undefined
        const { body = '', from, media, to } = fieldsOf(call) as { [name: string]: string } & { media: string[] }
        return { from: from ?? '', to: to ?? '', text: body, mediaUrls: media }
      },
      accepted: (id) => ({ status: 201, body: { id, state: 'queued' } }),
      refusal: {
        code: 'no-such-number',
        category: 'invalid-number',
        answer: (message) => ({ status: 422, body: { error: { code: 'no-such-number', message } } }),
      },
      rateLimited: (seconds) => ({
        status: 429,
        ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
      }),
      found: (texts) => ({
        status: 200,
        body: {
          texts: texts.map(({ call, externalId }) => ({
            id: externalId,
            state: 'sent',
            reference: fieldsOf(call)['reference'],
          })),
        },
      }),
      state: (id, state) => ({ status: 200, body: { id, state } }),
      inbound: (texts) => ({
        status: 200,
        body: {
          texts: texts.map(({ externalId, from, sentAt, text, to }) => ({
            id: externalId,
            from,
            to,
            body: text,
            at: sentAt,
          })),
        },
      }),
      mediaUrl: (apiUrl) => `${apiUrl}/media/one`,
    },
    webhooks: {
      secrets: { current: 'secret-of-now', previous: 'secret-before', foreign: 'secret-of-another' },
      statuses: (['queued', 'sent', 'delivered', 'failed'] as const).map((status) => ({ rawStatus: status, status })),
      text: ({ externalId, from, media, text, to }, signing) =>
        webhook({ id: externalId, from, to, body: text, media: media.map(({ url }) => url) }, signing),
      receipt: ({ call, externalId, rawStatus }, signing) =>
        webhook({ id: externalId, state: rawStatus, reference: fieldsOf(call)['reference'] }, signing),
    },
  }
}

function fieldsOf(call: WireRequest): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(call.body)) as Readonly<Record<string, unknown>>
}

function webhook(fields: object, signing: Signing | undefined): WebhookRequest {
  const body = new TextEncoder().encode(JSON.stringify(fields))
  const time = String(signing?.at.getTime() ?? 0)
  const headers = new Headers({ 'x-time': time })
  if (signing) {
    headers.set('x-signature', signatureOf(signing.secret, time, body))
    headers.set('x-time-signature', signatureOf(signing.secret, time, new Uint8Array()))
  }
  return { method: 'POST', url: 'https://desk.example/threadline/sms/kit', headers, body }
}
