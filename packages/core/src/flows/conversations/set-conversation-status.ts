import { setStatus } from '../../domain/change-conversation.js'
import type { Conversation, ConversationStatus } from '../../domain/conversation.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { changeConversation } from './change-conversation.js'
import { ownershipRules } from './ownership-rules.js'

/** Sets a conversation's status. Closing it frees it of whoever looked after it, if its line wants that. */
export async function setConversationStatus(
  flow: Flow,
  conversationId: string,
  status: ConversationStatus,
  by: MessageAuthor,
): Promise<Conversation | undefined> {
  const change = (conversation: Conversation) => setStatus(status, ownershipRules(flow, conversation))(conversation)
  return changeConversation(flow, conversationId, change, by)
}
