import type { Media, MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { refused, unknown } from '../errors.js'
import type { ClassicSettings } from '../options.js'
import { type Answer, exchange } from '../transport.js'

type MediaOutcome = Outcome<MediaFile, TextFailureCategory>

/**
 * Fetches a file that came with a text: from MessageBird's hosts with the API key, from the `mediaHosts` of the options
 * without it, from nowhere else, and following no redirect.
 */
export async function fetchMedia(settings: ClassicSettings, media: Media, maxBytes: number): Promise<MediaOutcome> {
  const url = URL.canParse(media.url) ? new URL(media.url) : undefined
  const access = url && accessTo(settings, url)
  if (!url || !access) return refusedMedia('The file is not on a host of MessageBird’s: see the option mediaHosts.')
  const ended = await exchange({
    method: 'GET',
    url,
    headers: access === 'with-key' ? { Authorization: `AccessKey ${settings.apiKey}` } : {},
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
    maxBytes,
  })
  if (ended.type === 'answer') return mediaFile(ended, media)
  if (ended.reason === 'EMSGSIZE') return refusedMedia('The file is too large.')
  return unknown({ category: 'provider-down', code: ended.reason, detail: 'The file could not be fetched.' })
}

function accessTo(settings: ClassicSettings, url: URL): 'with-key' | 'without-key' | undefined {
  if (url.username || url.password) return undefined
  if (url.origin === new URL(settings.apiUrl).origin) return 'with-key'
  if (url.protocol !== 'https:' || url.port !== '') return undefined
  if (/(^|\.)messagebird\.com$/.test(url.hostname)) return 'with-key'
  return settings.mediaHosts.includes(url.hostname) ? 'without-key' : undefined
}

function mediaFile({ status, headers, body }: Answer, media: Media): MediaOutcome {
  if (status === 200) {
    const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || media.contentType
    const fileName = /^[\w.-]{1,100}$/.exec(new URL(media.url).pathname.split('/').at(-1) ?? '')?.[0]
    return { type: 'done', value: { content: body, contentType, ...(fileName ? { fileName } : {}) } }
  }
  if (status >= 500 || status === 429) {
    return unknown({ category: 'provider-down', code: String(status), detail: 'The file could not be fetched.' })
  }
  return refusedMedia('MessageBird does not give the file.', String(status))
}

function refusedMedia(detail: string, code?: string): MediaOutcome {
  return refused({ category: 'media', ...(code ? { code } : {}), detail }, false)
}
