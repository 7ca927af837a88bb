import { answeredBy } from '../../domain/change-conversation.js'
import type { Conversation } from '../../domain/conversation.js'
import type { Flow } from '../flow.js'
import { changeConversation } from './change-conversation.js'
import { ownershipRules } from './ownership-rules.js'

/** A member, known to be a full one, has texted the contact. */
export async function answered(flow: Flow, conversationId: string, memberId: string): Promise<void> {
  const change = (conversation: Conversation) => answeredBy(memberId, ownershipRules(flow, conversation))(conversation)
  await changeConversation(flow, conversationId, change, { type: 'member', id: memberId })
}
