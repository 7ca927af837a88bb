import type { Contact } from '../../domain/contact.js'
import { valueOf, type FormView } from '../../domain/form.js'
import { optInByPerson } from '../contacts/consent-by-person.js'
import { formErrors, type FormSubmit } from './form-submit.js'
import { nameOf } from './contact.js'

/** Asks why somebody who was opted out by the team may be texted again. */
export function optInForm(contact: Contact): FormView {
  return {
    name: 'opt-in',
    title: 'Opt in again',
    submit: 'Opt in',
    subject: contact.id,
    items: [
      {
        type: 'paragraph',
        bold: nameOf(contact).label,
        text: 'Only with their consent. What you write is kept as evidence.',
      },
      {
        type: 'text',
        name: 'reason',
        label: 'How they agreed',
        placeholder: 'Asked for texts by phone on May 3',
        isLong: true,
        maxLength: 500,
        hasFocus: true,
      },
    ],
  }
}

export const submitOptIn: FormSubmit = async (flow, event, memberId) => {
  const reason = valueOf(event.values, 'reason')
  const result = await optInByPerson(flow, event.subject, reason, { type: 'member', id: memberId })
  return result.type === 'refused' ? formErrors({ reason: result.sentence }) : undefined
}
