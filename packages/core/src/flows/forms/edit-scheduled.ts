import { cleanText } from '../../domain/clean-text.js'
import { readMoment, valueOf, valuesOf, type FormItem, type FormView } from '../../domain/form.js'
import type { Message } from '../../domain/message.js'
import { unfilledIn } from '../../domain/text-warnings.js'
import { hasUnfilled } from '../ask-first.js'
import { isDuplicate, type Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { editScheduled } from '../scheduled/change-scheduled.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** What was typed into the form, when it is shown once more with what should be known of it. */
interface Typed {
  readonly text: string
  readonly at?: Date
  readonly kept: readonly string[]
  readonly warning: string
}

/** The form that changes words, files and time of a scheduled text. */
export function editScheduledForm(message: Message, typed?: Typed): FormView {
  const { files = [], id, scheduledFor } = message
  return {
    name: 'edit-scheduled',
    title: '🕒 Scheduled text',
    submit: typed ? 'Save anyway' : 'Save',
    subject: typed ? `${id} ${typed.warning}`.slice(0, 1_000) : id,
    items: [
      ...(typed ? [{ type: 'note' as const, text: `⚠️ ${typed.warning}` }] : []),
      {
        type: 'text',
        name: 'text',
        label: 'Text',
        isLong: true,
        value: typed?.text ?? message.text,
        ...(files.length > 0 && { isOptional: true }),
      },
      ...keptFiles(message, typed?.kept),
      { type: 'moment', name: 'at', label: 'Send at', value: typed?.at ?? scheduledFor },
    ],
  }
}

/** What goes along can be left out. Something else is sent by another text: a field for files cannot be drawn with some in it. */
function keptFiles({ files = [] }: Message, kept: readonly string[] | undefined): readonly FormItem[] {
  if (files.length === 0) return []
  const options = files.map(({ id, name }) => ({ label: name, value: id }))
  const values = kept ?? files.map(({ id }) => id)
  return [{ type: 'choices', name: 'kept', label: 'Pictures and files', isOptional: true, options, values }]
}

/** The form was submitted. What is wrong, or that it was too late, is told in the form. */
export const submitEditScheduled: FormSubmit = async (flow, event, memberId, memberName) => {
  const [messageId = '', ...read] = event.subject.split(' ')
  const text = cleanText(valueOf(event.values, 'text'))
  const at = readMoment(event.values, 'at')
  const kept = valuesOf(event.values, 'kept')
  const message = await flow.tx.messages.find(messageId)
  const warning = message && (await warningOf(flow, message, { memberId, memberName, text }))
  if (
    message &&
    warning !== undefined &&
    `${messageId} ${warning}`.slice(0, 1_000) !== [messageId, ...read].join(' ')
  ) {
    return { type: 'form', form: editScheduledForm(message, { text, at, kept, warning }), placement: 'instead' }
  }
  const result = await editScheduled(flow, messageId, { text, at, kept })
  if (result.type === 'changed') return void (await isDuplicate(flow, event.identities, 'edit-scheduled'))
  const field = result.type === 'refused' && result.reason === 'time' ? 'at' : 'text'
  return formErrors({ [field]: result.sentence })
}

/** Braces that nothing stands for are asked about here as well. */
async function warningOf(
  flow: Flow,
  { conversationId, status }: Message,
  {
    memberId,
    memberName: name,
    text,
  }: { readonly memberId: string; readonly memberName: string; readonly text: string },
): Promise<string | undefined> {
  const found = status === 'scheduled' ? await findConversation(flow, conversationId) : undefined
  if (!found || !hasUnfilled(found, { author: { type: 'member', id: memberId, name }, text })) return undefined
  return unfilledIn(text)
}
