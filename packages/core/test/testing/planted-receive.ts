import { createHmac } from 'node:crypto'
import { ThreadlineError, type SmsEvent, type SmsProvider, type WebhookRequest } from '@threadline/core'
import type { ProviderSetup } from '@threadline/core/testing'
import type { Has } from './provider-fault.js'

/** The signature covers the time and the body. */
export const signatureOf = (secret: string, time: string, body: Uint8Array): string =>
  createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')

const states = new Map<string, 'queued' | 'sent' | 'delivered' | 'failed'>(
  (['queued', 'sent', 'delivered', 'failed'] as const).map((state) => [state, state]),
)

export function plantedReceive({ now, signingSecrets }: ProviderSetup, has: Has): SmsProvider['receive'] {
  const seen = new Set<string>()
  const delivered = new Set<string>()
  const secrets = has('knows one secret only') ? signingSecrets.slice(0, 1) : signingSecrets
  const good = has('believes the old secret for ever') ? [...secrets, 'secret-before'] : secrets

  return async (request) => {
    if (has('chokes on rubbish')) JSON.parse(new TextDecoder().decode(request.body))
    verify(request, good, now(), has)
    const fields = read(request)
    const event = eventOf(fields, has)
    const { id, state } = fields
    const isSeen = seen.has(id) && has('sees a webhook only once')
    const isLate = delivered.has(id) && has('drops what comes late')
    seen.add(id)
    if (state === 'delivered') delivered.add(id)
    return { events: event && !isSeen && !isLate ? [event] : [], respond: () => new Response(null, { status: 204 }) }
  }
}

function verify({ body, headers, method }: WebhookRequest, secrets: readonly string[], now: Date, has: Has): void {
  const signature = headers.get('x-signature')
  const time = headers.get('x-time') ?? ''
  if (!signature && has('believes the unsigned')) return
  if (!signature) throw new ThreadlineError('webhook.unsigned', 'The webhook has no signature.')
  const signed = has('signs only the time') ? new Uint8Array() : body
  const content = has('signs only the time') ? [signed, body] : [body]
  const isGood = content.some((bytes) => secrets.some((secret) => signatureOf(secret, time, bytes) === signature))
  const isBelieved = has('believes every signature') || (has('signs only the time') && isTimeSigned(headers, secrets))
  if (method !== 'POST' || !(isGood || isBelieved)) {
    throw new ThreadlineError('webhook.bad_signature', 'The signature does not fit.')
  }
  const ageMs = now.getTime() - Number(time)
  if (ageMs > 300_000 && !has('does not look at the date')) throw new ThreadlineError('webhook.stale', 'It is old.')
}

/** The descriptor puts a signature of the time alone beside the good one, for the fault that looks at nothing else. */
function isTimeSigned(headers: Headers, secrets: readonly string[]): boolean {
  const time = headers.get('x-time') ?? ''
  return secrets.some((secret) => signatureOf(secret, time, new Uint8Array()) === headers.get('x-time-signature'))
}

interface Fields {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly body: string
  readonly media?: readonly string[]
  /** Receipts alone have it. */
  readonly state?: string
  readonly reference?: string
}

function read({ body }: WebhookRequest): Fields {
  try {
    return Object(JSON.parse(new TextDecoder().decode(body))) as Fields
  } catch {
    throw new ThreadlineError('webhook.malformed', 'The body is no JSON.')
  }
}

function eventOf({ body, from, id, media = [], reference, state, to }: Fields, has: Has): SmsEvent | undefined {
  if (state === undefined) {
    return {
      type: 'text',
      externalId: id,
      from: has('makes numbers of short codes') && /^\d/.test(from) ? `+${from}` : from,
      to,
      text: body,
      media: media.map((url) => ({ url, contentType: 'image/jpeg' })),
    }
  }
  const status = states.get(state) ?? (has('guesses what it does not know') ? 'sent' : undefined)
  const isExplained = status === 'failed' && !has('forgets why a text failed')
  const failure = isExplained ? { failure: { category: 'landline' } as const } : {}
  return status && { type: 'receipt', externalId: id, reference, status, rawStatus: state, ...failure }
}
