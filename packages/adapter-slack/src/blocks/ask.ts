import type { AskView } from '@threadline/core'
import { button } from './button.js'
import { contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, excerpt, paragraph } from './pieces.js'
import type { RenderedPost } from './rendered-post.js'

/** Under something that was typed where texts are confirmed first. */
export function renderAsk({ contact, messageId, text }: AskView): RenderedPost {
  const question = `Send to ${contactName(contact)}?`
  return {
    text: fallbackText(question),
    blocks: [
      paragraph(question),
      ...excerpt(text),
      actions(
        button('Send', 'send-typed', messageId, { style: 'primary' }),
        button('Keep internal', 'keep-inside', messageId),
      ),
    ],
  }
}
