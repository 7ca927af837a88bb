import { cleanText } from '../../domain/clean-text.js'
import { readMoment, valueOf, type FormView } from '../../domain/form.js'
import type { Message } from '../../domain/message.js'
import { isDuplicate } from '../flow.js'
import { editScheduled } from '../scheduled/change-scheduled.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** The form that changes words and time of a scheduled text. */
export function editScheduledForm({ id, scheduledFor, text }: Message): FormView {
  return {
    name: 'edit-scheduled',
    title: '🕒 Scheduled text',
    submit: 'Save',
    subject: id,
    items: [
      { type: 'text', name: 'text', label: 'Text', isLong: true, value: text },
      { type: 'moment', name: 'at', label: 'Send at', value: scheduledFor },
    ],
  }
}

/** The form was submitted. What is wrong, or that it was too late, is told in the form. */
export const submitEditScheduled: FormSubmit = async (flow, event) => {
  const text = cleanText(valueOf(event.values, 'text'))
  const result = await editScheduled(flow, event.subject, { text, at: readMoment(event.values, 'at') })
  if (result.type === 'changed') return void (await isDuplicate(flow, event.identities, 'edit-scheduled'))
  const field = result.type === 'refused' && result.reason === 'time' ? 'at' : 'text'
  return formErrors({ [field]: result.sentence })
}
