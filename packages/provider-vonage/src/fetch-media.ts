import type { MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { downloadMedia, type HostAccess } from '@threadline/core/http'
import type { Client } from './client.js'
import { vonageHosts, type Settings } from './options.js'

/**
 * Fetches a file that came with a text, from the allowed hosts only, redirects included. Vonage's own hosts get the
 * application's token, which files need where "Secure Inbound Media" is on:
 * https://developer.vonage.com/en/messages/concepts/secure-inbound-media
 */
export function fetchMedia(
  settings: Settings,
  client: () => Promise<Client>,
  url: string,
  maxBytes: number,
): Promise<Outcome<MediaFile, TextFailureCategory>> {
  const { agent, timeoutMs } = settings
  return downloadMedia({
    url,
    maxBytes,
    timeoutMs,
    agent,
    vendor: 'Vonage',
    // A file may be behind another address of the same hosts, but not behind a chain of them.
    mostRedirects: 3,
    accessTo: (hop) => accessTo(settings, client, hop),
  })
}

/** The host of `apiUrl` was written by the admin, so it may be this machine, with any port and without TLS. */
async function accessTo(
  settings: Settings,
  client: () => Promise<Client>,
  { hostname, origin, port, protocol }: URL,
): Promise<HostAccess | undefined> {
  const isConfigured = origin === new URL(settings.apiUrl).origin
  const isPublicHttps = protocol === 'https:' && port === ''
  if (!isConfigured && !(isPublicHttps && isUnder(settings.mediaHosts, hostname))) return undefined
  const getsToken = isConfigured || isUnder(vonageHosts, hostname)
  return { headers: getsToken ? await tokenFor(settings, client) : {}, mayBePrivate: isConfigured }
}

function isUnder(hosts: readonly string[], name: string): boolean {
  return hosts.some((host) => (host.startsWith('.') ? name.endsWith(host) : name === host))
}

/** The account's secret opens no file, so it is not shown. */
async function tokenFor(settings: Settings, client: () => Promise<Client>): Promise<Readonly<Record<string, string>>> {
  if (settings.credentials.type !== 'application') return {}
  try {
    return { Authorization: await (await client()).authorization() }
  } catch {
    return {}
  }
}
