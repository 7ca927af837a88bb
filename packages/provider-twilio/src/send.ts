import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import type { Messages } from './client.js'
import { outcomeOfError } from '@threadline/core/http'
import { acceptedText } from './status-map.js'

/** Name of the query parameter in which our own id comes back with every status callback. */
export const referenceParameter = 'ref'

/** Sends one text, once. */
export async function sendText(
  messages: () => Promise<Messages>,
  text: OutboundText,
): Promise<Outcome<AcceptedText, TextFailureCategory>> {
  let api: Messages
  try {
    api = await messages()
  } catch {
    return sdkMissing
  }

  try {
    const message = await api.create({
      ...senderOf(text.from),
      to: text.to,
      ...(text.text === '' && text.media ? {} : { body: text.text }),
      ...(text.media ? { mediaUrl: text.media.map(({ url }) => url) } : {}),
      statusCallback: statusCallbackUrl(text.webhookUrl, text.reference),
    })
    return message.sid ? { type: 'done', value: acceptedText(message) } : withoutId
  } catch (error) {
    return outcomeOfError(error)
  }
}

/** Whether a sender address is a messaging service rather than a number or a name. */
export function isMessagingService(address: string): boolean {
  return /^MG[0-9a-zA-Z]{32}$/.test(address)
}

/**
 * The webhook's URL with our own id in its query. The rest stays as it is, a fragment (Twilio's connection overrides)
 * included: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function statusCallbackUrl(webhookUrl: string, reference: string): string {
  const [address = '', fragment] = webhookUrl.split('#', 2)
  const parameter = `${referenceParameter}=${encodeURIComponent(reference)}`
  const withReference = `${address}${address.includes('?') ? '&' : '?'}${parameter}`
  return fragment === undefined ? withReference : `${withReference}#${fragment}`
}

function senderOf(address: string): { readonly messagingServiceSid: string } | { readonly from: string } {
  return isMessagingService(address) ? { messagingServiceSid: address } : { from: address }
}

const sdkMissing = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 60_000,
  failure: { category: 'other', detail: 'The Twilio SDK could not be loaded.' },
} as const

const withoutId = {
  type: 'unknown',
  failure: { category: 'other', detail: 'Twilio said yes without giving the message an id.' },
} as const
