import type { SmsProvider } from '@threadline/core'
import { lazyMessages } from './client.js'
import { findText } from './find.js'
import { parseOptions, type TwilioOptions } from './options.js'
import { sendText } from './send.js'
import { receiveWebhook } from './webhook.js'

/**
 * Twilio as the carrier of texts.
 *
 * Nothing is loaded or called until the first text is sent. No call is ever repeated inside.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be right
 */
export function twilioProvider(options: TwilioOptions): SmsProvider {
  const settings = parseOptions(options)
  const messages = lazyMessages(settings)

  return {
    receive: (request) => receiveWebhook(settings, request),
    send: (text) => sendText(messages, text),
    find: (text, startedAt) => findText(settings, messages, text, startedAt),
    capabilities: { maxTextLength: settings.maxTextLength, sendsOptOutReplies: settings.sendsOptOutReplies },
  }
}
