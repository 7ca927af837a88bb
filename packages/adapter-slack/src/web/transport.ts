import { Agent as PlainAgent, type IncomingHttpHeaders } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { WebClientOptions } from '@slack/web-api'
import { exchange, type Answer } from '@threadline/core/http'
import { defaultRateLimitMs } from '../error-table.js'

type Fetch = NonNullable<WebClientOptions['fetch']>
type FetchResponse = Awaited<ReturnType<Fetch>>

/** Idle connections are given up before Slack gives them up: what is written to one it has just closed is unknown. */
const idleMs = 4_000

/**
 * The calls of Slack's SDK on our own transport: it tells a connection that never came about, whatever kept it from that,
 * from an answer that got lost, and it costs a third of what the `fetch` of Node does.
 *
 * @param timeoutMs - milliseconds for the whole of a call, answer included
 */
export function createTransport(apiUrl: string, timeoutMs: number): Fetch {
  const isSecure = new URL(apiUrl).protocol === 'https:'
  const agent = new (isSecure ? SecureAgent : PlainAgent)({ keepAlive: true, timeout: idleMs })

  return async (address, { method = 'GET', headers = {}, body } = {}) => {
    // The SDK makes forms of files only; files go another way (`upload.ts`).
    if (body !== undefined && typeof body !== 'string') throw new TypeError('Files are not sent with a call.')
    const url = new URL(address)
    const ended = await exchange({ method, url, headers, timeoutMs, agent, ...(body === undefined ? {} : { body }) })
    if (ended.type === 'answer') return responseOf(ended, url)
    // As Node marks an error that comes before one byte has left.
    const syscall = ended.type === 'not-sent' ? 'connect' : undefined
    throw Object.assign(new Error('Slack gave no answer.'), { code: ended.reason, syscall })
  }
}

/** The part of a response that the SDK reads. */
function responseOf({ body, headers, status }: Answer, url: URL): FetchResponse {
  const text = body.toString('utf8')
  const read: IncomingHttpHeaders = {
    ...headers,
    ...(status === 429 ? { 'retry-after': retryAfterOf(headers['retry-after']) } : {}),
  }
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: '',
    url: url.href,
    headers: {
      get: (name) => read[name.toLowerCase()]?.toString() ?? null,
      entries: () => Object.entries(read).map(([name, value]): [string, string] => [name, String(value)]),
    },
    arrayBuffer: async () => new Uint8Array(body).buffer,
    json: async () => JSON.parse(text) as unknown,
    text: async () => text,
  }
}

/** The SDK knows a 429 only by a readable `Retry-After`; without one it throws an error that is like any other. */
function retryAfterOf(value: string | undefined): string {
  return value !== undefined && /^\d+/.test(value) ? value : String(defaultRateLimitMs / 1000)
}
