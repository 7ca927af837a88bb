import type { ContextBlock, RichTextBlock } from '@slack/types'
import type { NotificationView } from '@threadline/core'
import { escapeMrkdwn, safeName, utcDate } from '../text/index.js'
import { button, linkButton } from './button.js'
import { contactLabel, contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, excerpt, excerptOf, paragraph, plainText } from './pieces.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { textInWords } from './text-body.js'
import { waitingTime } from './waiting-time.js'

const maximumLineLength = 80

/** The card under the channel: who waits for an answer, since when, on which line, and who looks after them. */
export function renderNotification(view: NotificationView, render: RenderContext): RenderedPost {
  const { contact, conversationId, thread, waitingSince } = view
  const words = textInWords(view.message)
  const time = waitingTime(waitingSince, render.now)
  return {
    text: fallbackText(`${contactName(contact)} has been waiting for ${time}: ${excerptOf(words)}`),
    blocks: [
      paragraph(`💬 ${contactLabel(contact)}`),
      ...excerpt(words),
      ...owner(view),
      waiting(view),
      actions(
        ...linkButton('Reply', 'open-thread', conversationId, render.permalink(thread)),
        button(view.assigneeId === undefined ? 'Assign' : 'Reassign', 'assign', conversationId),
        button('Hide', 'hide', conversationId),
      ),
    ],
  }
}

/** The one member who is notified: whoever looks after the conversation. */
function owner({ assigneeId }: NotificationView): RichTextBlock[] {
  if (assigneeId === undefined || !/^[UW][A-Z0-9]+$/.test(assigneeId)) return []
  const elements = [
    { type: 'text' as const, text: '👤 ' },
    { type: 'user' as const, user_id: assigneeId },
  ]
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

/** Slack shows the moment in each reader's own time zone. */
function waiting({ waitingSince, lineName }: NotificationView): ContextBlock {
  const seconds = Math.floor(waitingSince.getTime() / 1000)
  const fallback = utcDate(seconds)
  const line = safeName(lineName)
  const since = fallback === undefined ? 'Waiting' : `Waiting since ${dateToken(seconds, fallback)}`
  return {
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: since, verbatim: true },
      ...(line === '' ? [] : [plainText(line, maximumLineLength)]),
    ],
  }
}

/** @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
function dateToken(seconds: number, fallback: string): string {
  return `<!date^${seconds}^{date_short_pretty} at {time}|${escapeMrkdwn(fallback)}>`
}
