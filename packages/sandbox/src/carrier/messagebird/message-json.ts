import type { CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import { bare } from './address.js'
import { reasonOf, statusWord } from './statuses.js'

/**
 * A message as MessageBird writes it: the number of a recipient is a JSON number.
 *
 * @see https://developers.messagebird.com/api/sms-messaging/#the-message-object
 */
export function messageJson(state: CarrierState, text: CarrierText): Readonly<Record<string, unknown>> {
  const isMms = text.media.length > 0
  return {
    id: text.sid,
    href: `${state.publicUrl()}/messagebird/${isMms ? 'mms' : 'messages'}/${text.sid}`,
    direction: text.direction === 'inbound' ? 'mo' : 'mt',
    ...(isMms ? { mediaUrls: text.media.map(({ url }) => url) } : { type: 'sms', datacoding: 'unicode', mclass: 1 }),
    originator: bare(text.from),
    body: text.body,
    reference: text.reference ?? null,
    createdDatetime: rfc3339(text.createdAt),
    recipients: {
      totalCount: 1,
      totalSentCount: 1,
      totalDeliveredCount: text.status === 'delivered' ? 1 : 0,
      totalDeliveryFailedCount: text.status === 'undelivered' ? 1 : 0,
      items: [recipientJson(text)],
    },
  }
}

/** A time to the second, with its zone. */
export function rfc3339(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+00:00`
}

/** A text that waits is `sent` all the same: the word means that MessageBird has it. */
function recipientJson(text: CarrierText): Readonly<Record<string, unknown>> {
  const number = bare(text.to)
  const reason = reasonOf(text)
  return {
    recipient: /^\d+$/.test(number) ? Number(number) : number,
    status: text.status === 'queued' ? 'sent' : (statusWord(text.status) ?? 'sent'),
    statusDatetime: rfc3339(text.updatedAt),
    messagePartCount: 1,
    ...(reason === undefined ? {} : { statusReason: reason }),
    ...(text.errorCode === undefined ? {} : { statusErrorCode: text.errorCode }),
  }
}
