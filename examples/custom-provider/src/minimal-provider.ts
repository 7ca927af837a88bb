import { createHmac, timingSafeEqual } from 'node:crypto'
import { ThreadlineError, type SmsEvent, type SmsProvider } from '@threadline/core'

export interface MinimalOptions {
  readonly apiUrl: string
  readonly apiKey: string
  /** More than one while they are rotated. */
  readonly signingSecrets: readonly string[]
  /** Milliseconds a call may take. */
  readonly timeoutMs: number
}

/** The smallest provider that is right: it sends words and receives them, and nothing more. */
export function minimalProvider({ apiKey, apiUrl, signingSecrets, timeoutMs }: MinimalOptions): SmsProvider {
  return {
    capabilities: { maxTextLength: 1_000, sendsOptOutReplies: false },

    async send({ from, reference, text, to }) {
      try {
        const response = await fetch(`${apiUrl}/texts`, {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}` },
          body: JSON.stringify({ from, to, text, ref: reference }),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        })
        if (response.status === 429) return { type: 'refused', retryable: true, failure: { category: 'rate-limited' } }
        const { code, id } = (await response.json()) as { readonly code?: string; readonly id?: string }
        if (response.ok && id) return { type: 'done', value: { externalId: id, status: 'queued', rawStatus: 'taken' } }
        if (response.status === 422 && code === 'no_such_number') {
          return { type: 'refused', retryable: false, failure: { category: 'invalid-number', code } }
        }
      } catch {
        // A timeout, a reset, an answer that nobody can read: the text may have left.
      }
      return { type: 'unknown', failure: { category: 'provider-down' } }
    },

    async receive({ body, headers }) {
      const signature = headers.get('pigeon-signature') ?? ''
      if (!signature) throw new ThreadlineError('webhook.unsigned', 'The webhook is not signed.')
      if (!signingSecrets.some((secret) => isSignedWith(secret, body, signature))) {
        throw new ThreadlineError('webhook.bad_signature', 'The signature does not fit.')
      }
      const fields = JSON.parse(new TextDecoder().decode(body)) as Readonly<Record<string, string>>
      const event = eventOf(fields)
      return { events: event ? [event] : [], respond: () => new Response(null, { status: 204 }) }
    },
  }
}

function isSignedWith(secret: string, body: Uint8Array, signature: string): boolean {
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function eventOf({ from = '', id = '', ref = '', state, text = '', to = '' }: Readonly<Record<string, string>>) {
  const receipt = { type: 'receipt', externalId: id, reference: ref } as const
  if (state === undefined) return { type: 'text', externalId: id, from, to, text, media: [] } satisfies SmsEvent
  if (state === 'arrived') return { ...receipt, status: 'delivered', rawStatus: state } satisfies SmsEvent
  // A word that is not known is never guessed at.
  return undefined
}
