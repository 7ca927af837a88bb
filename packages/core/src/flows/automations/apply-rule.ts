import type { KeywordRule } from '../../domain/keyword-rule.js'
import type { MessageAuthor } from '../../domain/message.js'
import { addTags } from '../../domain/tag.js'
import { assignConversation } from '../conversations/assign-conversation.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { setConversationStatus } from '../conversations/set-conversation-status.js'
import type { Flow } from '../flow.js'

/** Tags a conversation, gives it to somebody unless it is somebody's, and sets its status, as a rule wants it. */
export async function applyRule(
  flow: Flow,
  conversationId: string,
  { assignTo, status, tags = [] }: KeywordRule,
  by: MessageAuthor,
): Promise<void> {
  if (tags.length > 0) {
    await changeConversation(flow, conversationId, (one) => ({ ...one, tags: addTags(one.tags, tags) }), by)
  }
  const { assigneeId } = (await flow.tx.conversations.find(conversationId)) ?? {}
  if (assignTo && assigneeId === undefined) await assignConversation(flow, conversationId, assignTo, by)
  if (status) await setConversationStatus(flow, conversationId, status, by)
}
