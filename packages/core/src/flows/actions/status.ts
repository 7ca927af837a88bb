import { reopen } from '../../domain/change-conversation.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { setConversationStatus } from '../conversations/set-conversation-status.js'
import type { Action } from './action.js'

export const closeByButton: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    await setConversationStatus(flow, event.subject, 'closed', { type: 'member', id: memberId })
  },
}

export const reopenByButton: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    await changeConversation(flow, event.subject, reopen, { type: 'member', id: memberId })
  },
}
