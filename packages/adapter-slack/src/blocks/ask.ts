import type { AskView } from '@threadline/core'
import { button } from './button.js'
import { contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, context, excerpt, paragraph } from './pieces.js'
import type { RenderedPost } from './rendered-post.js'

/** Under something that was typed and that is not sent unasked. */
export function renderAsk({ contact, messageId, text, warning }: AskView): RenderedPost {
  const question = `Send to ${contactName(contact)}?`
  return {
    text: fallbackText(question),
    blocks: [
      paragraph(question),
      ...excerpt(text),
      ...(warning === undefined ? [] : [context(`⚠️ ${warning}`)]),
      actions(
        button(warning === undefined ? 'Send' : 'Send anyway', 'send-typed', messageId, { style: 'primary' }),
        button('Keep internal', 'keep-inside', messageId),
      ),
    ],
  }
}
