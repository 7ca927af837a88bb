import type { RootView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { authoredBy } from './authored-by.js'
import { contactLabel, contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { headFacts, headFoot } from './head.js'
import { context, header } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { authorOf, textBody, textInWords } from './text-body.js'

/** The head of a thread: whom it is with, on which line, how it stands, the first text, and what can be done. */
export function renderRoot(view: RootView, render: RenderContext): RenderedPost {
  const { contact, head, message } = view
  const line = safeName(view.lineName)
  const isInbound = message.direction === 'inbound'
  const facts = [...(line === '' ? [] : [line]), ...(isInbound ? [] : [safeName(authorOf(message, render))])]
  return {
    text: fallbackText(isInbound ? textInWords(message) : `To ${contactName(contact)}: ${textInWords(message)}`),
    blocks: [
      header(contactLabel(contact)),
      ...(facts.length === 0 ? [] : [context(...facts)]),
      ...headFacts(head, render),
      ...textBody(message),
      ...headFoot(head),
    ],
    ...authoredBy(contact, message),
  }
}
