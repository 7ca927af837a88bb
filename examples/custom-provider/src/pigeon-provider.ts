import { createHmac, timingSafeEqual } from 'node:crypto'
import { ThreadlineError, type AcceptedText, type Outcome, type ReceiptStatus, type SmsEvent } from '@threadline/core'
import type { SmsProvider, TextFailureCategory, WebhookRequest } from '@threadline/core'
import {
  callFailure,
  downloadMedia,
  exchange,
  outcomeOfFailure,
  readObject,
  type Exchange,
} from '@threadline/core/http'

export interface PigeonOptions {
  readonly apiUrl: string
  readonly apiKey: string
  /** The first is in use; the others are believed while they are rotated. */
  readonly signingSecrets: readonly string[]
  /** Milliseconds a whole call may take. @defaultValue 10000 */
  readonly timeoutMs?: number
  /** @defaultValue the system's time */
  readonly now?: () => Date
}

type Ended<Value> = Outcome<Value, TextFailureCategory>

/** What Pigeon says over the wire, as far as it is used. */
interface Fields {
  readonly id?: string
  readonly state?: string
  readonly code?: string
  readonly ref?: string
  readonly from?: string
  readonly to?: string
  readonly text?: string
  readonly files?: readonly { readonly url: string; readonly type: string }[]
  readonly texts?: readonly Fields[]
}

/** Pigeon's words for how far a text has come: https://pigeon.example/docs/states */
const states = new Map<string, ReceiptStatus>([
  ['taken', 'queued'],
  ['flying', 'sent'],
  ['arrived', 'delivered'],
  ['lost', 'undelivered'],
])

/** Pigeon's codes for why one did not: https://pigeon.example/docs/codes */
const categories = new Map<string, TextFailureCategory>([
  ['no_such_number', 'invalid-number'],
  ['out_of_reach', 'unreachable'],
])

/** A complete provider of a carrier that does not exist. */
export function pigeonProvider(options: PigeonOptions): SmsProvider {
  const { apiKey, apiUrl, now = () => new Date(), signingSecrets, timeoutMs = 10_000 } = options
  const headers = { authorization: `Bearer ${apiKey}` }
  const call = (method: string, path: string, body?: string) =>
    exchange({ method, url: new URL(`${apiUrl}${path}`), headers, timeoutMs, ...(body === undefined ? {} : { body }) })
  const ask = async <Value>(path: string, read: (fields: Fields) => Ended<Value>): Promise<Ended<Value>> => {
    const ended = await call('GET', path)
    return ended.type === 'answer' && ended.status === 200 ? read(fieldsOf(ended.body)) : unknown
  }

  return {
    capabilities: {
      maxTextLength: 1_000,
      sendsOptOutReplies: false,
      media: { maxCount: 3, maxBytes: 500_000, maxTotalBytes: 1_000_000, contentTypes: ['image/jpeg', 'image/png'] },
    },
    async send({ from, media = [], reference, text, to }) {
      const fields = { from, to, text, files: media.map(({ url }) => url), ref: reference }
      return sendOutcome(await call('POST', '/texts', JSON.stringify(fields)), now())
    },
    find: ({ reference }) =>
      ask(`/texts?ref=${encodeURIComponent(reference)}`, ({ texts }) => {
        const found = texts?.find(({ ref }) => ref === reference)
        return found ? accepted(found) : texts ? refused('provider-down', 'not_taken', true) : unknown
      }),
    check: (id) => ask(`/texts/${id}`, (fields) => (fields.id === id ? accepted(fields) : unknown)),
    fetchMedia: ({ url }, maxBytes) =>
      // Nobody but Pigeon is called, and the key is shown to nobody else.
      downloadMedia({
        url,
        maxBytes,
        timeoutMs,
        vendor: 'Pigeon',
        accessTo: ({ origin }) => (origin === new URL(apiUrl).origin ? { headers, mayBePrivate: true } : undefined),
      }),
    async receive(request) {
      verify(request, signingSecrets, now())
      const event = eventOf(fieldsOf(request.body))
      return { events: event ? [event] : [], respond: () => new Response(null, { status: 204 }) }
    },
  }
}

const unknown = { type: 'unknown', failure: { category: 'provider-down' } } as const
const refused = (category: TextFailureCategory, code: string, retryable = false) =>
  ({ type: 'refused', retryable, failure: { category, code } }) as const

const fieldsOf = (body: Uint8Array): Fields => readObject(body) ?? {}

/** Core knows what a call that did not end well means for a text; the vendor's own codes are ours to know. */
function sendOutcome(ended: Exchange, now: Date): Ended<AcceptedText> {
  const { code = '', ...fields } = ended.type === 'answer' ? fieldsOf(ended.body) : {}
  if (ended.type === 'answer' && ended.status < 300) return accepted(fields)
  const category = categories.get(code)
  const verdict = category && ({ failure: { category, code }, repeat: 'never' } as const)
  return outcomeOfFailure(callFailure(ended, verdict, now), { name: 'Pigeon', lookAt: 'apiUrl' })
}

const accepted = ({ id, state = '' }: Fields): Ended<AcceptedText> =>
  id ? { type: 'done', value: { externalId: id, status: states.get(state) ?? 'queued', rawStatus: state } } : unknown

function verify({ body, headers }: WebhookRequest, secrets: readonly string[], now: Date): void {
  const header = headers.get('pigeon-signature')
  if (!header) throw new ThreadlineError('webhook.unsigned', 'The webhook is not signed.')
  const [time = '', signature = ''] = header.split(',')
  const signs = (secret: string) => createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
  const given = Buffer.from(signature)
  const isGiven = (other: Buffer) => other.length === given.length && timingSafeEqual(other, given)
  const isGood = secrets.some((secret) => isGiven(Buffer.from(signs(secret))))
  if (!isGood) throw new ThreadlineError('webhook.bad_signature', 'The signature does not fit.')
  const ageMs = Math.abs(now.getTime() - Number(time))
  if (!(ageMs < 300_000)) throw new ThreadlineError('webhook.stale', 'The webhook is old.')
}

function eventOf({ ref, state, ...fields }: Fields): SmsEvent | undefined {
  const { code = '', files = [], from = '', id = '', text = '', to = '' } = fields
  const media = files.map(({ type, url }) => ({ url, contentType: type }))
  if (state === undefined) return { type: 'text', externalId: id, from, to, text, media }
  const status = states.get(state)
  const failure = status === 'undelivered' ? { failure: { category: categories.get(code) ?? 'other', code } } : {}
  // A word that is not in the table is never guessed at.
  return status && { type: 'receipt', externalId: id, reference: ref, status, rawStatus: state, ...failure }
}
