import type { Media, MediaFile, Outcome, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Client } from './client.js'
import { download, type Download } from './download.js'
import { vonageHosts, type Settings } from './options.js'

type FileOutcome = Outcome<MediaFile, TextFailureCategory>

/** A file may be behind another address of the same hosts, but not behind a chain of them. */
const mostHops = 3

/**
 * Fetches a file that came with a text, from the allowed hosts only, redirects included. Vonage's own hosts get the
 * application's token, which files need where "Secure Inbound Media" is on:
 * https://developer.vonage.com/en/messages/concepts/secure-inbound-media
 */
export async function fetchFile(
  settings: Settings,
  client: () => Promise<Client>,
  media: Media,
  maxBytes: number,
): Promise<FileOutcome> {
  let address = media.url
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const url = URL.canParse(address) ? new URL(address) : undefined
    const trust = url && trustIn(settings, url)
    if (!url || !trust) return refused({ category: 'media', detail: 'The file is not on one of the allowed hosts.' })
    const authorization = trust.getsToken ? await tokenFor(settings, client) : undefined
    const ended = await download({
      url,
      headers: { Accept: '*/*', ...(authorization === undefined ? {} : { Authorization: authorization }) },
      maxBytes,
      timeoutMs: settings.timeoutMs,
      agent: settings.agent,
      mayBePrivate: trust.mayBePrivate,
    })
    if (ended.type !== 'redirect') return outcomeOf(ended)
    address = URL.canParse(ended.location, url) ? new URL(ended.location, url).href : ''
  }
  return refused({ category: 'media', detail: 'The file is behind too many redirects.' })
}

interface Trust {
  readonly getsToken: boolean
  readonly mayBePrivate: boolean
}

/** The host of `apiUrl` was written by the admin, so it may be this machine, with any port and without TLS. */
function trustIn(settings: Settings, url: URL): Trust | undefined {
  if (url.username || url.password) return undefined
  if (url.origin === new URL(settings.apiUrl).origin) return { getsToken: true, mayBePrivate: true }
  const isPublicHttps = url.protocol === 'https:' && url.port === ''
  if (!isPublicHttps || !isUnder(settings.mediaHosts, url.hostname)) return undefined
  return { getsToken: isUnder(vonageHosts, url.hostname), mayBePrivate: false }
}

function isUnder(hosts: readonly string[], name: string): boolean {
  return hosts.some((host) => (host.startsWith('.') ? name.endsWith(host) : name === host))
}

/** The account's secret opens no file, so it is not shown. */
async function tokenFor(settings: Settings, client: () => Promise<Client>): Promise<string | undefined> {
  if (settings.credentials.type !== 'application') return undefined
  try {
    return await (await client()).authorization()
  } catch {
    return undefined
  }
}

function outcomeOf(ended: Exclude<Download, { type: 'redirect' }>): FileOutcome {
  switch (ended.type) {
    case 'file':
      return { type: 'done', value: ended.file }
    case 'too-large':
      return refused({ category: 'media', detail: 'The file is too large.' })
    case 'private-address':
      return refused({ category: 'media', detail: 'The file is at a private address.' })
    case 'failed':
      return {
        type: 'unknown',
        failure: { category: 'provider-down', code: ended.reason, detail: 'The file did not come.' },
      }
    case 'status':
      return outcomeOfStatus(ended.status)
    default:
      return ended satisfies never
  }
}

function outcomeOfStatus(status: number): FileOutcome {
  const code = String(status)
  if (status >= 500)
    return { type: 'unknown', failure: { category: 'provider-down', code, detail: 'The file did not come.' } }
  if (status === 401 || status === 403) {
    return refused({ category: 'account', code, detail: 'Vonage does not give the file to these credentials.' }, true)
  }
  if (status === 429) return refused({ category: 'rate-limited', code, detail: 'Vonage asks to slow down.' }, true)
  return refused({ category: 'media', code, detail: 'The file is gone: Vonage keeps it for 48 hours.' })
}

function refused(failure: TextFailure, retryable = false): FileOutcome {
  return { type: 'refused', retryable, failure }
}
