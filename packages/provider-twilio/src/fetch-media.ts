import type { MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { authorization } from './client.js'
import type { Settings } from './options.js'
import { exchange, tooLong, type Exchange } from './transport.js'

type MediaOutcome = Outcome<MediaFile, TextFailureCategory>

/** One redirect is usual: from the API to where the file lies. */
const mostRedirects = 3

/**
 * Fetches a picture from Twilio. It goes to Twilio's hosts only, whatever an address or a redirect says, and shows the
 * credentials to the API alone.
 *
 * @param maxBytes - a larger one is refused as soon as that is known
 */
export async function fetchMedia(settings: Settings, address: string, maxBytes: number): Promise<MediaOutcome> {
  let next: string | undefined = address
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const hop = mediaHop(settings, next)
    if (!hop) return refused('The address is not one of Twilio’s.')
    const ended = await get(settings, hop, maxBytes)
    next = redirectOf(ended, hop.url)
    if (next === undefined) return outcomeOf(ended)
  }
  return refused('The address leads round in circles.')
}

/** An address that may be called, and whether it may see the credentials. */
export interface MediaHop {
  readonly url: URL
  readonly isApi: boolean
}

/**
 * Twilio's API redirects to `mms.twiliocdn.com`, or for accounts without authenticated media to a bucket of its own:
 * https://help.twilio.com/articles/223183748
 */
export function mediaHop({ apiUrl }: Settings, address: string): MediaHop | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password) return undefined
  if (url.origin === new URL(apiUrl).origin) return { url, isApi: true }
  if (url.protocol !== 'https:' || url.port) return undefined
  if (url.hostname === 'api.twilio.com' || /^api\.[a-z0-9.-]+\.twilio\.com$/.test(url.hostname)) {
    return { url, isApi: true }
  }
  const isBucket =
    /^s3([.-][a-z0-9-]+)?\.amazonaws\.com$/.test(url.hostname) && url.pathname.startsWith('/media.twiliocdn.com/')
  return url.hostname.endsWith('.twiliocdn.com') || isBucket ? { url, isApi: false } : undefined
}

function get(settings: Settings, { isApi, url }: MediaHop, maxBytes: number): Promise<Exchange> {
  const { agent, timeoutMs } = settings
  const headers: Record<string, string> = isApi ? { Authorization: authorization(settings) } : {}
  return exchange({ method: 'GET', url, headers, body: '', timeoutMs, maxBytes, agent })
}

/** Where an answer leads; a broken address leads nowhere, and is refused there. */
function redirectOf(ended: Exchange, from: URL): string | undefined {
  if (ended.type !== 'answer' || ![301, 302, 303, 307, 308].includes(ended.status)) return undefined
  const { location = '' } = ended.headers
  return URL.canParse(location, from) ? new URL(location, from).href : ''
}

function outcomeOf(ended: Exchange): MediaOutcome {
  if (ended.type !== 'answer')
    return ended.reason === tooLong ? refused('The file is too large.') : unknown(ended.reason)
  const { content, headers, status } = ended
  if (status === 404 || status === 410) return refused('Twilio does not have this file any more.')
  if (status === 401 || status === 403) return notAllowed
  if (status !== 200) return unknown(String(status))
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || 'application/octet-stream'
  const fileName = fileNameOf(headers['content-disposition'])
  return { type: 'done', value: { content, contentType, ...(fileName === undefined ? {} : { fileName }) } }
}

/** A plain name alone: no folders, and nothing that an encoding could hide. */
function fileNameOf(disposition: string | undefined): string | undefined {
  return /filename="?([A-Za-z0-9][A-Za-z0-9._ -]{0,99})"?\s*(?:;|$)/.exec(disposition ?? '')?.[1]
}

const refused = (detail: string): MediaOutcome => ({
  type: 'refused',
  retryable: false,
  failure: { category: 'media', detail },
})

const unknown = (code: string): MediaOutcome => ({
  type: 'unknown',
  failure: { category: 'provider-down', code, detail: 'The file could not be read to its end.' },
})

const notAllowed: MediaOutcome = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 60_000,
  failure: { category: 'account', detail: 'Twilio does not accept the credentials.' },
}
