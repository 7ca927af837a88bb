import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import { outcomeOfError } from '@threadline/core/http'
import { refused, unknown } from '../errors.js'
import type { ClassicSettings } from '../options.js'
import type { Fields } from '../read.js'
import { toVendor } from './address.js'
import type { ClassicClient } from './client.js'
import { acceptedText } from './status-map.js'

type SendOutcome = Outcome<AcceptedText, TextFailureCategory>

/** Sends one text, once. */
export async function sendText(
  settings: ClassicSettings,
  client: ClassicClient,
  text: OutboundText,
): Promise<SendOutcome> {
  const hasMedia = isMms(text)
  if (hasMedia && !settings.mms) return noMms
  if (hasMedia && !/^\+1\d{10}$/.test(text.to)) return notInAmerica
  try {
    const message = hasMedia ? await client.post('/mms', mmsOf(text)) : await client.post('/messages', smsOf(text))
    const value = acceptedText(message)
    return value ? { type: 'done', value } : withoutId
  } catch (error) {
    return outcomeOfError(error)
  }
}

/** Whether a text goes out by `/mms`. */
export function isMms(text: OutboundText): boolean {
  return (text.media?.length ?? 0) > 0
}

/**
 * Without a `reference` there are no status reports. Without `datacoding: auto`, characters outside the GSM alphabet
 * are replaced: https://developers.messagebird.com/api/sms-messaging/#send-outbound-sms
 */
function smsOf(text: OutboundText): Fields {
  return {
    originator: toVendor(text.from),
    recipients: toVendor(text.to),
    body: text.text,
    reference: text.reference,
    reportUrl: text.webhookUrl,
    datacoding: 'auto',
  }
}

/** MMS has no `reportUrl`: its reports go to the account's own. https://developers.messagebird.com/api/mms-messaging/ */
function mmsOf(text: OutboundText): Fields {
  return {
    originator: toVendor(text.from),
    recipients: toVendor(text.to),
    ...(text.text === '' ? {} : { body: text.text }),
    reference: text.reference,
    mediaUrls: (text.media ?? []).map(({ url }) => url),
  }
}

const noMms = refused({ category: 'media', detail: 'This desk does not send pictures: see the option mms.' }, false)

const notInAmerica = refused(
  { category: 'media', detail: 'MessageBird sends pictures to numbers in the US and Canada only.' },
  false,
)

const withoutId = unknown({ category: 'other', detail: 'MessageBird said yes without giving the message an id.' })
