import { countSegments } from '../segments.js'
import type { CarrierState } from '../state.js'
import type { CarrierText } from '../types.js'
import { deliveryErrors } from './errors.js'

/**
 * A message resource as Twilio writes it: counts are strings, dates are RFC 2822.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export function messageJson(state: CarrierState, text: CarrierText): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${state.twilio.accountSid}/Messages/${text.sid}`
  return {
    account_sid: state.twilio.accountSid,
    api_version: '2010-04-01',
    body: text.body,
    date_created: rfc2822(text.createdAt),
    date_sent: text.sentAt ? rfc2822(text.sentAt) : null,
    date_updated: rfc2822(text.updatedAt),
    direction: text.direction,
    error_code: text.errorCode ?? null,
    error_message: text.errorCode === undefined ? null : (deliveryErrors[Number(text.errorCode)] ?? null),
    from: text.from,
    messaging_service_sid: null,
    num_media: String(text.media.length),
    num_segments: String(countSegments(text.body)),
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: text.status,
    subresource_uris: { media: `${uri}/Media.json` },
    to: text.to,
    uri: `${uri}.json`,
  }
}

/**
 * The one page of files that came with a text.
 *
 * @see https://www.twilio.com/docs/messaging/api/media-resource
 */
export function mediaJson(state: CarrierState, text: CarrierText): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${state.twilio.accountSid}/Messages/${text.sid}/Media`
  const files = text.media.map(({ contentType, url }) => {
    const sid = url.split('/').at(-1) ?? ''
    const dates = { date_created: rfc2822(text.createdAt), date_updated: rfc2822(text.createdAt) }
    const ids = { account_sid: state.twilio.accountSid, parent_sid: text.sid, sid }
    return { ...ids, ...dates, content_type: contentType, uri: `${uri}/${sid}.json` }
  })
  return { media_list: files, next_page_uri: null, page: 0, page_size: 50, uri: `${uri}.json` }
}

/** `Mon, 07 Jan 2030 10:00:00 +0000` */
function rfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
