import type { Agent, IncomingHttpHeaders } from 'node:http'
import type { TextFailureCategory } from '../domain/failure.js'
import type { Outcome } from '../ports/outcome.js'
import type { MediaFile } from '../ports/sms-provider.js'
import { answerTooLong, exchange, type Answer, type Exchange } from './exchange.js'
import { privateAddress } from './public-lookup.js'

/** How a host may be called. */
export interface HostAccess {
  /** Shown to this host and to no other, such as credentials. @defaultValue none */
  readonly headers?: Readonly<Record<string, string>>
  /** It may be a host of this network: for the one address that an admin has written into the options. @defaultValue false */
  readonly mayBePrivate?: boolean
}

/** A file to fetch that came with a text. */
export interface DownloadCall {
  /** The address, as a webhook gave it. */
  readonly url: string
  /** A larger file is refused, without reading it to its end. */
  readonly maxBytes: number
  /** Milliseconds for each call: one, and one more for each redirect. */
  readonly timeoutMs: number
  /** The vendor's name, for sentences. */
  readonly vendor: string
  /** As in `HttpCall`. */
  readonly agent?: Agent | undefined
  /** @defaultValue 0 */
  readonly mostRedirects?: number
  /** Says how an address may be called, or `undefined` where it may not. Asked for every redirect, too. */
  accessTo(url: URL): HostAccess | undefined | Promise<HostAccess | undefined>
}

type MediaOutcome = Outcome<MediaFile, TextFailureCategory>

/**
 * Fetches a file from the hosts that `accessTo` allows and from no other, whatever a redirect says; not from a private
 * address unless it says so, and from no address with credentials in it. Never rejects for what happens on the wire.
 */
export async function downloadMedia(call: DownloadCall): Promise<MediaOutcome> {
  let address = call.url
  for (let hops = 0; hops <= (call.mostRedirects ?? 0); hops += 1) {
    const url = readAddress(address)
    const access = url && (await call.accessTo(url))
    if (!url || !access) return refused('The file is not on one of the hosts that may be called.')
    const ended = await get(call, url, access)
    const next = redirectOf(ended, url)
    if (next === undefined) return outcomeOf(ended, url, call.vendor)
    address = next
  }
  return refused('The file is behind too many redirects.')
}

function readAddress(address: string): URL | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined
}

function get(call: DownloadCall, url: URL, access: HostAccess): Promise<Exchange> {
  const { agent, maxBytes, timeoutMs } = call
  const headers = { Accept: '*/*', ...access.headers }
  const mustBePublic = !access.mayBePrivate
  return exchange({ method: 'GET', url, headers, timeoutMs, maxBytes, agent, mustBePublic })
}

/** Where an answer leads; a broken address leads nowhere, and is refused there. */
function redirectOf(ended: Exchange, from: URL): string | undefined {
  if (ended.type !== 'answer' || ![301, 302, 303, 307, 308].includes(ended.status)) return undefined
  const { location } = ended.headers
  if (location === undefined) return undefined
  return URL.canParse(location, from) ? new URL(location, from).href : ''
}

function outcomeOf(ended: Exchange, url: URL, vendor: string): MediaOutcome {
  if (ended.type === 'answer') {
    return ended.status === 200 ? { type: 'done', value: fileOf(ended, url) } : outcomeOfStatus(ended.status, vendor)
  }
  if (ended.reason === privateAddress) return refused('The file is at a private address.')
  if (ended.reason !== answerTooLong) return unknown(ended.reason)
  const status = ended.type === 'no-answer' ? (ended.status ?? 200) : 200
  return status === 200 ? refused('The file is too large.') : outcomeOfStatus(status, vendor)
}

function outcomeOfStatus(status: number, vendor: string): MediaOutcome {
  const code = String(status)
  if (status >= 500 || status < 300 || status === 408) return unknown(code)
  if (status === 401 || status === 403) {
    const detail = `${vendor} does not give the file to these credentials.`
    return { type: 'refused', retryable: true, retryAfterMs: 60_000, failure: { category: 'account', code, detail } }
  }
  if (status === 429) {
    const detail = `${vendor} asks to slow down.`
    return { type: 'refused', retryable: true, failure: { category: 'rate-limited', code, detail } }
  }
  return refused(`${vendor} does not have this file any more.`, code)
}

function fileOf({ body, headers }: Answer, url: URL): MediaFile {
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || 'application/octet-stream'
  const fileName = fileNameOf(headers) ?? /[\w.-]{1,95}\.[a-z0-9]{2,5}$/i.exec(url.pathname)?.[0]
  return { content: body, contentType, ...(fileName === undefined ? {} : { fileName }) }
}

/** A plain name alone: no folders, and nothing that an encoding could hide. */
function fileNameOf({ 'content-disposition': disposition = '' }: IncomingHttpHeaders): string | undefined {
  return /filename="?([A-Za-z0-9][A-Za-z0-9._ -]{0,99})"?\s*(?:;|$)/.exec(disposition)?.[1]
}

function refused(detail: string, code?: string): MediaOutcome {
  const failure = { category: 'media', ...(code === undefined ? {} : { code }), detail } as const
  return { type: 'refused', retryable: false, failure }
}

function unknown(code: string): MediaOutcome {
  return { type: 'unknown', failure: { category: 'provider-down', code, detail: 'The file did not come whole.' } }
}
