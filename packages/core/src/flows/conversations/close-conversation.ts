import { setStatus } from '../../domain/change-conversation.js'
import type { Conversation } from '../../domain/conversation.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { changeConversation } from './change-conversation.js'

/** Closes a conversation, and frees it of whoever looked after it if its line wants that. */
export async function closeConversation(
  flow: Flow,
  conversationId: string,
  by: MessageAuthor,
): Promise<Conversation | undefined> {
  return changeConversation(flow, conversationId, (conversation) => close(flow, conversation), by)
}

function close(flow: Flow, conversation: Conversation): Conversation {
  return setStatus('closed', flow.lines.find(conversation.lineId)?.unassignOnClose ?? true)(conversation)
}
