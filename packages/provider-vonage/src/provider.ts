import type { SmsProvider } from '@threadline/core'
import { lazyClient } from './client.js'
import { fetchMedia } from './fetch-media.js'
import { parseOptions, type VonageOptions } from './options.js'
import { sendText } from './send.js'
import { receiveWebhook } from './webhook.js'

/**
 * Vonage's Messages API as the carrier of texts: SMS, and MMS where Vonage has it.
 *
 * Nothing is loaded until the desk starts, and nothing called until the first text is sent. No call is ever repeated inside. There is no look-up:
 * Vonage has none, so a text of unknown outcome is settled by its status webhook, or by a person.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be right
 */
export function vonageProvider(options: VonageOptions): SmsProvider {
  const settings = parseOptions(options)
  const client = lazyClient(settings)
  const { maxTextLength, segmentRate, sendsOptOutReplies, media } = settings

  return {
    receive: (request) => receiveWebhook(settings, request),
    send: (text) => sendText(client, text),
    prepare: async () => void (await client()),
    fetchMedia: ({ url }, maxBytes) => fetchMedia(settings, client, url, maxBytes),
    capabilities: { maxTextLength, segmentRate, sendsOptOutReplies, ...(media ? { media } : {}) },
  }
}
