import type { RootView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { authoredBy } from './authored-by.js'
import { contactLabel, contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { context, header } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { authorOf, textBody, textInWords } from './text-body.js'

/** The head of a thread: whom it is with, on which line, and the first text. */
export function renderRoot(view: RootView, render: RenderContext): RenderedPost {
  const { contact, message } = view
  const line = safeName(view.lineName)
  const isInbound = message.direction === 'inbound'
  const facts = [...(line === '' ? [] : [line]), ...(isInbound ? [] : [safeName(authorOf(message, render))])]
  return {
    text: fallbackText(isInbound ? textInWords(message) : `To ${contactName(contact)}: ${textInWords(message)}`),
    blocks: [header(contactLabel(contact)), ...(facts.length === 0 ? [] : [context(...facts)]), ...textBody(message)],
    ...authoredBy(contact, message),
  }
}
