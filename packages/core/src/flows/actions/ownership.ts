import { assignTo } from '../../domain/change-conversation.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { assignForm } from '../forms/assign.js'
import { inboxForm } from '../forms/inbox.js'
import type { Action } from './action.js'

/** Opens the form that says who looks after a conversation. */
export const openAssignForm: Action = {
  type: 'opens',
  async run(flow, { event, memberId }) {
    const conversation = await flow.tx.conversations.find(event.subject)
    return conversation && { form: assignForm(conversation, memberId), placement: 'new' }
  },
}

/** Whoever clicked looks after the conversation from now on, whoever did before. The inbox, where it was one, shows it. */
export const claim: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    await changeConversation(flow, event.subject, assignTo(memberId), { type: 'member', id: memberId })
    if (event.formId === undefined) return undefined
    return { form: await inboxForm(flow, memberId), placement: 'instead' }
  },
}
