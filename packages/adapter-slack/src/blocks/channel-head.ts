import type { ChannelHeadView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { button } from './button.js'
import { contactLabel, contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, context, header, paragraph } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { linkBlock } from './notice.js'

/** The first post in a contact's own channel: whom it is with, what goes out from there, and what can be done. */
export function renderChannelHead(view: ChannelHeadView, render: RenderContext): RenderedPost {
  const { contact, conversationId, lineName, thread } = view
  const line = safeName(lineName)
  const rule = `What is written at the top of this channel is texted to ${contactName(contact)}. Threads in it, and notes that begin with // or 🔒, stay inside.`
  return {
    text: fallbackText(`${contactName(contact)}: ${rule}`),
    blocks: [
      header(contactLabel(contact)),
      ...(line === '' ? [] : [context(line)]),
      paragraph('', rule),
      linkBlock('What was said before', render.permalink(thread)),
      actions(
        button('Close channel', 'close-channel', conversationId, {
          confirm: {
            title: { type: 'plain_text', text: 'Close this channel?' },
            text: {
              type: 'plain_text',
              text: 'The conversation goes back to its thread, and the channel is archived.',
            },
            confirm: { type: 'plain_text', text: 'Close channel' },
            deny: { type: 'plain_text', text: 'Cancel' },
          },
        }),
      ),
    ],
  }
}
