import { setDetails, setStatus, type ConversationChange } from '../../domain/change-conversation.js'
import type { Conversation, ConversationStatus, Priority } from '../../domain/conversation.js'
import { valueOf, valuesOf, type Choice, type FormValues, type FormView } from '../../domain/form.js'
import { addTags, mostTags } from '../../domain/tag.js'
import { changeConversation } from '../conversations/change-conversation.js'
import { ownershipRules } from '../conversations/ownership-rules.js'
import { isDuplicate } from '../flow.js'
import { formErrors, type FormSubmit } from './form-submit.js'

const statuses: Readonly<Record<ConversationStatus, string>> = {
  new: 'New: nobody has answered yet',
  open: 'Open',
  pending: 'Pending: the customer is to answer',
  solved: 'Solved',
  closed: 'Closed',
}

const priorities: Readonly<Record<Priority, string>> = { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' }

/** Everything that people write about a conversation. None of it is ever texted. */
export function detailsForm({ id, note, priority, status, subject, tags }: Conversation): FormView {
  return {
    name: 'details',
    title: 'Details',
    submit: 'Save',
    // A status that was not touched must not undo what happens while the form is open.
    subject: `${id} ${status}`,
    items: [
      { type: 'choice', name: 'status', label: 'Status', options: choices(statuses), value: status },
      {
        type: 'choice',
        name: 'priority',
        label: 'Priority',
        options: [none, ...choices(priorities)],
        value: priority ?? none.value,
      },
      { type: 'text', name: 'subject', label: 'Subject', value: subject, maxLength: 150, isOptional: true },
      {
        type: 'suggest-many',
        name: 'tags',
        label: 'Tags',
        source: 'tag',
        values: tags.map((tag) => ({ label: tag, value: tag })),
        placeholder: 'Type a tag, known or new',
        isOptional: true,
      },
      {
        type: 'text',
        name: 'note',
        label: 'Note',
        value: note,
        isLong: true,
        hint: 'For the team. Never texted.',
        isOptional: true,
      },
    ],
  }
}

/** The Details form was submitted. */
export const submitDetails: FormSubmit = async (flow, event, memberId) => {
  const [conversationId = '', shownStatus = ''] = event.subject.split(' ')
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return formErrors({ status: 'This conversation is no longer there.' })
  if (valuesOf(event.values, 'tags').length > mostTags) return formErrors({ tags: `At most ${mostTags} tags.` })
  if (await isDuplicate(flow, event.identities, 'details')) return undefined

  const status = valueOf(event.values, 'status')
  const isChosen = isStatus(status) && status !== shownStatus
  const change: ConversationChange = (before) => {
    const detailed = setDetails(readDetails(event.values))(before)
    return isChosen ? setStatus(status, ownershipRules(flow, before))(detailed) : detailed
  }
  await changeConversation(flow, conversationId, change, { type: 'member', id: memberId })
  return undefined
}

function readDetails(values: FormValues): Parameters<typeof setDetails>[0] {
  const priority = valueOf(values, 'priority')
  return {
    priority: isPriority(priority) ? priority : undefined,
    subject: valueOf(values, 'subject'),
    tags: addTags([], valuesOf(values, 'tags')),
    note: valueOf(values, 'note'),
  }
}

const none: Choice = { label: 'None', value: 'none' }

const choices = (labels: Readonly<Record<string, string>>): readonly Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ label, value }))

const isStatus = (value: string): value is ConversationStatus => Object.hasOwn(statuses, value)

const isPriority = (value: string): value is Priority => Object.hasOwn(priorities, value)
