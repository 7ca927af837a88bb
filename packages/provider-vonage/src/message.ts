import type { MediaCapability, OutboundMedia, OutboundText } from '@threadline/core'
import { toVendor } from './numbers.js'

/**
 * What goes along with an MMS: https://developer.vonage.com/en/messages/concepts/mms. Sizes are not documented there;
 * 600 kB is what the strictest US carrier takes from a toll-free number.
 */
export const usualMedia: MediaCapability = {
  maxCount: 10,
  maxBytes: 600_000,
  maxTotalBytes: 600_000,
  contentTypes: ['image/jpeg', 'image/png', 'image/gif', 'audio/mpeg', 'video/mp4', 'text/vcard', 'text/x-vcard'],
}

/** Vonage's word for a kind of file. */
type Attachment = 'image' | 'audio' | 'video' | 'vcard' | 'file'

interface Envelope {
  readonly to: string
  readonly from: string
  readonly clientRef: string
  readonly webhookUrl: string
  readonly webhookVersion: 'v1'
}

interface File {
  readonly url: string
  readonly caption?: string
}

/** The fields of a text as the SDK takes them; it writes the names its own way on the wire. */
export type VonageMessage = Envelope &
  (
    | { readonly channel: 'sms'; readonly messageType: 'text'; readonly text: string }
    | ({ readonly channel: 'mms'; readonly messageType: Attachment } & { readonly [Kind in Attachment]?: File })
    | {
        readonly channel: 'mms'
        readonly messageType: 'content'
        readonly content: readonly (File & { readonly type: Attachment })[]
      }
  )

/** One text as one message: words alone as SMS, anything with a file as MMS, its words under the first file. */
export function vonageMessage(text: OutboundText): VonageMessage {
  const envelope = {
    to: toVendor(text.to),
    from: toVendor(text.from),
    clientRef: text.reference,
    webhookUrl: text.webhookUrl,
    webhookVersion: 'v1',
  } as const
  const [first, ...others] = (text.media ?? []).map(({ url, contentType }, index) => ({
    type: attachmentOf(contentType),
    url,
    ...(index === 0 && text.text ? { caption: text.text } : {}),
  }))
  if (!first) return { ...envelope, channel: 'sms', messageType: 'text', text: text.text }
  if (others.length > 0) return { ...envelope, channel: 'mms', messageType: 'content', content: [first, ...others] }
  const { type, ...file } = first
  return { ...envelope, channel: 'mms', messageType: type, [type]: file }
}

function attachmentOf(contentType: OutboundMedia['contentType']): Attachment {
  if (/^text\/(x-)?vcard$/i.test(contentType)) return 'vcard'
  const kind = /^(image|audio|video)\//i.exec(contentType)?.[1]?.toLowerCase()
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file'
}
