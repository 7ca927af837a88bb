import { hideNotification } from '../conversations/hide-notification.js'
import type { Action } from './action.js'
import { removePost } from './remove-post.js'

/** An old card that is still standing goes too; the live one goes by the rule. */
export const hideCard: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    const conversation = await flow.tx.conversations.find(event.subject)
    if (!conversation) return
    const { card } = conversation.notification
    const isOldCard = event.post !== undefined && card !== undefined && card.messageId !== event.post.messageId
    if (!isOldCard) await hideNotification(flow, conversation, { type: 'member', id: memberId })
    if (isOldCard || !card) await removePost(flow, conversation.id, event)
  },
}
