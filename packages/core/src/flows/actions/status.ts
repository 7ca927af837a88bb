import { reopen } from '../../domain/change-conversation.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { closeConversation } from '../conversations/close-conversation.js'
import type { Action } from './action.js'

export const closeByButton: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    await closeConversation(flow, event.subject, { type: 'member', id: memberId })
  },
}

export const reopenByButton: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    await changeConversation(flow, event.subject, reopen, { type: 'member', id: memberId })
  },
}
