import type { MessageView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { authoredBy } from './authored-by.js'
import { contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { context } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { authorOf, textBody, textInWords } from './text-body.js'

/** A text in its thread. An outbound one says who wrote it. */
export function renderMessage({ contact, message }: MessageView, render: RenderContext): RenderedPost {
  const isInbound = message.direction === 'inbound'
  return {
    text: fallbackText(isInbound ? textInWords(message) : `To ${contactName(contact)}: ${textInWords(message)}`),
    blocks: [...textBody(message), ...(isInbound ? [] : [context(safeName(authorOf(message, render)))])],
    ...authoredBy(contact, message),
  }
}
