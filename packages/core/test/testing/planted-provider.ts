import type { AcceptedText, Outcome, OutboundText, SmsProvider, TextFailureCategory } from '@threadline/core'
import type { ProviderSetup } from '@threadline/core/testing'
import { plantedMedia } from './planted-media.js'
import { plantedReceive } from './planted-receive.js'
import type { Has, ProviderFault } from './provider-fault.js'

type SendOutcome = Outcome<AcceptedText, TextFailureCategory>

export const credential = 'key-of-the-planted-provider'
const authorization = `Bearer ${credential}`

interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: Readonly<Record<string, unknown>>
}

/** A provider of a carrier that does not exist, able to do everything, and right but for one planted fault. */
export function plantedProvider(setup: ProviderSetup, fault?: ProviderFault): SmsProvider {
  const has: Has = (other) => other === fault
  const call = (path: string, init: RequestInit = {}) => callApi(setup, has, path, init)
  if (has('calls its API when it is made')) void fetch(setup.apiUrl).catch(() => undefined)

  return {
    capabilities: {
      maxTextLength: 1_000,
      sendsOptOutReplies: false,
      media: { maxCount: 3, maxBytes: 500_000, maxTotalBytes: 900_000, contentTypes: ['image/*'] },
    },
    receive: plantedReceive(setup, has),
    fetchMedia: plantedMedia(setup, has, authorization),
    ...(has('is an open book') ? { setup } : {}),

    async send(text) {
      const post = () => call('/texts', { method: 'POST', body: JSON.stringify(wireText(text, has)) })
      try {
        const answer = await post().catch((error: unknown) => {
          if (has('sends a text again whose answer was lost')) return post()
          throw error
        })
        return outcomeOf(answer, has)
      } catch (error) {
        if (has('throws when the connection breaks')) throw error
        return unknown
      }
    },

    async find(text) {
      const found = await list(call, `/texts?reference=${encodeURIComponent(text.reference)}`)
      if (!found) return has('takes an outage for an empty list') ? notThere : unknown
      const ours = found.find(({ reference }) => reference === text.reference || has('finds any text'))
      return ours ? accepted(ours) : notThere
    },

    async check(externalId) {
      const answer = await call(`/texts/${externalId}`).catch(() => undefined)
      const isOurs = answer?.body['id'] === externalId || has('takes any state for the one it asked for')
      return answer?.status === 200 && isOurs ? accepted(answer.body) : unknown
    },

    async listInbound(to, since) {
      const listed = await list(call, `/inbound?to=${encodeURIComponent(to)}`)
      if (!listed && !has('takes an outage for no missed texts')) return unknown
      const texts = (listed ?? []).map((fields) => ({
        type: 'text' as const,
        externalId: String(fields['id']),
        from: String(fields['from']),
        to: String(fields['to']),
        text: String(fields['body']),
        media: [],
        sentAt: new Date(String(fields['at'])),
      }))
      const direction = has('lists the newest first') ? -1 : 1
      const recent = texts.filter(({ sentAt }) => sentAt >= since || has('lists everything'))
      return {
        type: 'done',
        value: recent.toSorted((left, right) => direction * (left.sentAt.getTime() - right.sentAt.getTime())),
      }
    },
  }
}

function wireText({ from, media = [], reference, text, to }: OutboundText, has: Has) {
  const whole = has('cuts a long text') ? text.slice(0, 160) : text
  return {
    from,
    to,
    body: has('trims a text') ? whole.replaceAll(/\s+/g, ' ') : whole,
    media: has('forgets the pictures') ? [] : media.map(({ url }) => url),
    ...(has('sends a text without our reference') ? {} : { reference }),
  }
}

async function callApi(
  { apiUrl, timeoutMs }: ProviderSetup,
  has: Has,
  path: string,
  init: RequestInit,
): Promise<Answer> {
  if (has('logs its calls')) console.log('calling', path, init.body)
  if (has('writes its calls to the error stream')) process.stderr.write(`${authorization}\n`)
  const response = await fetch(`${apiUrl}${path}`, {
    ...init,
    headers: { authorization, 'content-type': 'application/json' },
    redirect: has('follows redirects') ? 'follow' : 'manual',
    ...(has('waits for ever') ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
  })
  const body: unknown = await response.json().catch(() => ({}))
  const isObject = typeof body === 'object' && body !== null
  return { status: response.status, retryAfter: response.headers.get('retry-after'), body: isObject ? { ...body } : {} }
}

const unknown = { type: 'unknown', failure: { category: 'provider-down' } } as const
const notThere = { type: 'refused', retryable: true, failure: { category: 'provider-down' } } as const

function outcomeOf({ body, retryAfter, status }: Answer, has: Has): SendOutcome {
  if (status >= 500 && has('takes a server error for a no')) return notThere
  if (status === 400 && has('takes a bare 400 for a yes')) return accepted({ id: 'X', state: 'queued' })
  if (status === 429) return slowDown(retryAfter, has)
  if (status < 300 && (body['id'] || has('takes every 2xx for a yes'))) return accepted(body)
  const { code, message } = Object(body['error']) as Readonly<Record<string, unknown>>
  if (status < 400 || status >= 500 || typeof code !== 'string') return unknown
  const said = has('repeats what the vendor says') ? { detail: String(message) } : {}
  const shown = has('shows its credentials in an outcome') ? { detail: authorization } : {}
  return { type: 'refused', retryable: false, failure: { category: 'invalid-number', code, ...said, ...shown } }
}

function slowDown(retryAfter: string | null, has: Has): SendOutcome {
  const isDeaf = has('does not listen how long to wait')
  const seconds = retryAfter === null || isDeaf ? undefined : Number(retryAfter)
  const waitMs = seconds === undefined ? undefined : seconds * 1_000
  const retryAfterMs = waitMs ?? (has('makes up a time to wait') ? 60_000 : undefined)
  return {
    type: 'refused',
    retryable: !has('takes “slow down” for a no'),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    failure: { category: 'rate-limited' },
  }
}

function accepted({ id, state }: Readonly<Record<string, unknown>>): SendOutcome {
  const status = state === 'delivered' || state === 'failed' || state === 'sent' ? state : 'queued'
  return { type: 'done', value: { externalId: String(id), status, rawStatus: String(state) } }
}

async function list(
  call: (path: string) => Promise<Answer>,
  path: string,
): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
  const answer = await call(path).catch(() => undefined)
  const texts = answer?.status === 200 ? answer.body['texts'] : undefined
  return Array.isArray(texts)
    ? texts.map((text: unknown) => Object(text) as Readonly<Record<string, unknown>>)
    : undefined
}
