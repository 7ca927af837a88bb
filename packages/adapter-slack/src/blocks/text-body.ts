import type { ContextBlock, KnownBlock, RichTextBlock } from '@slack/types'
import type { Media, TextView } from '@threadline/core'
import { cutText, richTextFromPlain } from '../text/index.js'
import { context } from './pieces.js'
import type { RenderContext } from './rendered-post.js'

const maximumMedia = 20

/** Blocks of a message hold some 13,000 characters, and others stand beside a text. No carrier brings one as long. */
const maximumTextLength = 11_000

/** A whole text as it came, and what was attached to it. */
export function textBody(message: Pick<TextView, 'text' | 'media'>): KnownBlock[] {
  const words = message.text.trim() === '' ? [] : wholeText(message.text)
  const attached = message.media.length === 0 ? [] : [context(mediaSummary(message.media))]
  const blocks = [...words, ...attached]
  return blocks.length === 0 ? [context('A text without words')] : blocks
}

/** A text in full, and where there is no room for that its beginning, with a word on how much is missing. */
export function wholeText(text: string): (RichTextBlock | ContextBlock)[] {
  const shown = cutText(text, maximumTextLength)
  if (shown === text) return richTextFromPlain(text)
  const missing = `The text has ${text.length} characters, more than Slack shows in one message. This is its beginning.`
  return [...richTextFromPlain(shown), context(missing)]
}

/** The text, else what came instead of one, in characters. */
export function textInWords(message: Pick<TextView, 'text' | 'media'>): string {
  return message.text.trim() === '' ? mediaSummary(message.media) : message.text
}

/** Who wrote an outbound text. A name in characters, because a mention would ping its owner for an own text. */
export function authorOf(message: TextView, { memberName }: Pick<RenderContext, 'memberName'>): string {
  const what = message.isScheduled ? 'Scheduled' : 'Sent'
  if (message.memberId === undefined) return `${what} automatically`
  return `${what} by ${memberName(message.memberId) ?? 'a teammate'}`
}

/** One line per file. The address is left out: it is the provider's, and may carry its credentials. */
function mediaSummary(media: readonly Media[]): string {
  const lines = media.slice(0, maximumMedia).map(({ contentType }) => mediaLabel(contentType))
  const rest = media.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')
}

function mediaLabel(contentType: string): string {
  const type = /^[a-z0-9]+\/[a-z0-9.+-]{1,80}/i.exec(contentType)?.[0].toLowerCase() ?? 'unknown type'
  if (type.startsWith('image/')) return `🖼 picture (${type})`
  if (type.startsWith('video/')) return `🎬 video (${type})`
  if (type.startsWith('audio/')) return `🔊 sound (${type})`
  return `📎 file (${type})`
}
