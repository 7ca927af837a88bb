import type { Webhook } from '../../webhook-sender.js'
import { countSegments } from '../segments.js'
import type { CarrierState, TextRecord } from '../state.js'
import type { CarrierMedia } from '../types.js'
import { bare } from './ids.js'
import { vonageWebhook } from './webhook.js'

/** A text from a phone, posted to the application's inbound URL. */
export function inboundWebhook(state: CarrierState, text: TextRecord, url: string): Webhook {
  const fields = {
    channel: text.media.length > 0 ? 'mms' : 'sms',
    message_uuid: text.sid,
    to: bare(text.to),
    from: bare(text.from),
    timestamp: text.createdAt.toISOString(),
    ...contentOf(text),
    usage: { currency: 'EUR', price: '0.0333' },
  }
  return vonageWebhook(state, { name: 'inbound', url, fields, orderKey: text.from })
}

/** How several files come in is not documented; here they come as they are sent out. */
function contentOf({ body, media }: TextRecord): object {
  const [first, ...others] = media
  if (!first) return { message_type: 'text', text: body, sms: { num_messages: String(countSegments(body)) } }
  const caption = body ? { caption: body } : {}
  if (others.length === 0) return { message_type: kindOf(first), [kindOf(first)]: { url: first.url, ...caption } }
  const content = media.map((file, index) => ({ type: kindOf(file), url: file.url, ...(index === 0 ? caption : {}) }))
  return { message_type: 'content', content }
}

function kindOf({ contentType }: CarrierMedia): string {
  if (contentType.includes('vcard')) return 'vcard'
  return /^(image|audio|video)\//.exec(contentType)?.[1] ?? 'file'
}
