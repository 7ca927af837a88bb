import type { MediaCapability, SmsProvider } from '@threadline/core'
import { mostSegments, type ClassicSettings } from '../options.js'
import { classicClient } from './client.js'
import { checkText, findText } from './find.js'
import { listInbound } from './inbound-list.js'
import { fetchMedia } from './fetch-media.js'
import { sendText } from './send.js'
import { receiveWebhook } from './webhook.js'

/** MessageBird over `rest.messagebird.com`. */
export function classicProvider(settings: ClassicSettings): SmsProvider {
  const client = classicClient(settings)

  return {
    receive: (request) => receiveWebhook(settings, request),
    send: (text) => sendText(settings, client, text),
    find: (text, startedAt) => findText(settings, client, text, startedAt),
    check: (externalId) => checkText(settings, client, externalId),
    fetchMedia: ({ url }, maxBytes) => fetchMedia(settings, url, maxBytes),
    listInbound: (to, since) => listInbound(settings, client, to, since),
    capabilities: {
      maxTextLength: settings.maxTextLength,
      maxSegments: mostSegments.classic,
      segmentRate: settings.segmentRate,
      sendsOptOutReplies: settings.sendsOptOutReplies,
      ...(settings.mms ? { media } : {}),
    },
  }
}

/**
 * MessageBird gives no sizes for its MMS. A megabyte in all is what the three big US carriers take from a long code.
 */
const media: MediaCapability = {
  maxCount: 10,
  maxBytes: 1_000_000,
  maxTotalBytes: 1_000_000,
  contentTypes: ['image/jpeg', 'image/png', 'image/gif', 'video/mp4', 'text/vcard', 'application/pdf'],
}
