import type { Conversation } from '../../domain/conversation.js'
import { valueOf, type FormView } from '../../domain/form.js'
import { assignConversation } from '../conversations/assign-conversation.js'
import { isDuplicate } from '../flow.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** The form that says who looks after a conversation: whoever opens one of nobody's is proposed. */
export function assignForm({ assigneeId, id }: Conversation, memberId: string): FormView {
  const nobody = { type: 'toggle', name: 'nobody', label: 'Nobody', isOn: false } as const
  return {
    name: 'assign',
    title: 'Assign',
    submit: 'Assign',
    subject: id,
    items: [
      {
        type: 'member',
        name: 'assignee',
        label: 'Who looks after this conversation',
        value: assigneeId ?? memberId,
        isOptional: true,
      },
      { type: 'note', text: 'They are the one who is notified when the customer waits for an answer.' },
      ...(assigneeId === undefined ? [] : [nobody]),
    ],
  }
}

/** The Assign form was submitted. That the member is a full one was found out at the door. */
export const submitAssign: FormSubmit = async (flow, event, memberId) => {
  const assigneeId =
    valueOf(event.values, 'nobody') === 'on' ? undefined : valueOf(event.values, 'assignee') || undefined
  const conversation = await flow.tx.conversations.find(event.subject)
  if (!conversation) return formErrors({ assignee: 'This conversation is no longer there.' })
  if (await isDuplicate(flow, event.identities, 'assign')) return undefined
  await assignConversation(flow, conversation.id, assigneeId, { type: 'member', id: memberId })
  return undefined
}
