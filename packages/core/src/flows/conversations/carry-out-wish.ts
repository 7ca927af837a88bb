import { claimFor, reopen } from '../../domain/change-conversation.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { StateWish } from '../../domain/state-wish.js'
import type { Flow } from '../flow.js'
import { changeConversation } from './change-conversation.js'
import { setConversationStatus } from './set-conversation-status.js'

/** Does what a full member asked for by a word or a reaction. */
export async function carryOutWish(
  flow: Flow,
  conversationId: string,
  wish: StateWish,
  memberId: string,
): Promise<void> {
  const by: MessageAuthor = { type: 'member', id: memberId }
  switch (wish) {
    case 'claim':
      await changeConversation(flow, conversationId, claimFor(memberId), by)
      return
    case 'close':
      await setConversationStatus(flow, conversationId, 'closed', by)
      return
    case 'reopen':
      await changeConversation(flow, conversationId, reopen, by)
      return
    default:
      wish satisfies never
  }
}
