import type { Conversation } from '../../domain/conversation.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { notify } from '../notify.js'

/** Takes the card away, and has none posted for what the contact has written so far; the host is told where there was any. */
export async function hideNotification(
  flow: Flow,
  conversation: Conversation,
  by: MessageAuthor,
): Promise<Conversation> {
  const { card, waiting } = conversation.notification
  const hidden = await notify(flow, conversation, { type: 'hide' })
  if (!card && !waiting) return hidden
  flow.emit({ name: 'notification.hidden', event: { workspaceId: flow.workspaceId, conversation: hidden, by } })
  return hidden
}
