import type { MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { downloadMedia, type HostAccess } from '@threadline/core/http'
import { authorization } from './client.js'
import type { Settings } from './options.js'

/**
 * Fetches a picture from Twilio. It goes to Twilio's hosts only, whatever an address or a redirect says, and shows the
 * credentials to the API alone.
 *
 * @param maxBytes - a larger one is refused as soon as that is known
 */
export function fetchMedia(
  settings: Settings,
  url: string,
  maxBytes: number,
): Promise<Outcome<MediaFile, TextFailureCategory>> {
  const { agent, timeoutMs } = settings
  return downloadMedia({
    url,
    maxBytes,
    timeoutMs,
    agent,
    vendor: 'Twilio',
    // One is usual: from the API to where the file lies.
    mostRedirects: 3,
    accessTo: (hop) => accessTo(settings, hop),
  })
}

/**
 * Twilio's API redirects to `mms.twiliocdn.com`, or for accounts without authenticated media to a bucket of its own:
 * https://help.twilio.com/articles/223183748
 */
export function accessTo(
  settings: Settings,
  { hostname, origin, pathname, port, protocol }: URL,
): HostAccess | undefined {
  const isConfigured = origin === new URL(settings.apiUrl).origin
  const isPublicHttps = protocol === 'https:' && port === ''
  if (!isConfigured && !isPublicHttps) return undefined
  if (isConfigured || hostname === 'api.twilio.com' || /^api\.[a-z0-9.-]+\.twilio\.com$/.test(hostname)) {
    return { headers: { Authorization: authorization(settings) }, mayBePrivate: isConfigured }
  }
  const isBucket =
    /^s3([.-][a-z0-9-]+)?\.amazonaws\.com$/.test(hostname) && pathname.startsWith('/media.twiliocdn.com/')
  return hostname.endsWith('.twiliocdn.com') || isBucket ? {} : undefined
}
