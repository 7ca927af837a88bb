import type { MediaCapability, SmsProvider } from '@threadline/core'
import { checkText } from './check.js'
import { lazyMessages } from './client.js'
import { fetchMedia } from './fetch-media.js'
import { findText } from './find.js'
import { inspectNumber } from './inspect.js'
import { listInbound } from './list-inbound.js'
import { parseOptions, type TwilioOptions } from './options.js'
import { sendText } from './send.js'
import { receiveWebhook } from './webhook.js'

/**
 * Twilio as the carrier of texts.
 *
 * Nothing is loaded until the desk starts, and nothing called until the first text is sent. No call is ever repeated inside.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be right
 */
export function twilioProvider(options: TwilioOptions): SmsProvider {
  const settings = parseOptions(options)
  const messages = lazyMessages(settings)

  return {
    receive: (request) => receiveWebhook(settings, request),
    send: (text) => sendText(messages, text),
    prepare: async () => void (await messages()),
    find: (text, startedAt) => findText(settings, messages, text, startedAt),
    check: (externalId) => checkText(messages, externalId),
    fetchMedia: ({ url }, maxBytes) => fetchMedia(settings, url, maxBytes),
    listInbound: (to, since) => listInbound(settings, messages, to, since),
    inspect: (address, webhookUrl) => inspectNumber(settings, address, webhookUrl),
    capabilities: {
      maxTextLength: settings.maxTextLength,
      sendsOptOutReplies: settings.sendsOptOutReplies,
      segmentRate: settings.segmentRate,
      media,
    },
  }
}

/**
 * Up to ten files of together 5 MB. Of these three types Twilio makes the pictures fit the carrier; every other type has
 * a limit of its own, and much less room: https://www.twilio.com/docs/messaging/guides/accepted-mime-types
 */
const media: MediaCapability = {
  maxCount: 10,
  maxBytes: 5_000_000,
  maxTotalBytes: 5_000_000,
  contentTypes: ['image/jpeg', 'image/png', 'image/gif'],
}
