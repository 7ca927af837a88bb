import type { MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { downloadMedia, type HostAccess } from '@threadline/core/http'
import type { ClassicSettings } from '../options.js'

/**
 * Fetches a file that came with a text: from MessageBird's hosts with the API key, from the `mediaHosts` of the options
 * without it, from nowhere else, and following no redirect.
 */
export function fetchMedia(
  settings: ClassicSettings,
  url: string,
  maxBytes: number,
): Promise<Outcome<MediaFile, TextFailureCategory>> {
  const { agent, timeoutMs } = settings
  const vendor = 'MessageBird'
  return downloadMedia({ url, maxBytes, timeoutMs, agent, vendor, accessTo: (host) => accessTo(settings, host) })
}

function accessTo(settings: ClassicSettings, { hostname, origin, port, protocol }: URL): HostAccess | undefined {
  const isConfigured = origin === new URL(settings.apiUrl).origin
  if (!isConfigured && (protocol !== 'https:' || port !== '')) return undefined
  if (isConfigured || /(^|\.)messagebird\.com$/.test(hostname)) {
    return { headers: { Authorization: `AccessKey ${settings.apiKey}` }, mayBePrivate: isConfigured }
  }
  return settings.mediaHosts.includes(hostname) ? {} : undefined
}
