import { findLiving } from '../contacts/change-contact.js'
import { optOutByPerson } from '../contacts/consent-by-person.js'
import { optInForm } from '../forms/opt-in.js'
import type { Action } from './action.js'
import { formOf } from './contacts.js'

/** A person opts a contact out who asked for it otherwise than by text. */
export const optOut: Action = {
  type: 'changes',
  async run(flow, { event, memberId }) {
    const contact = await optOutByPerson(flow, event.subject, '', { type: 'member', id: memberId })
    if (!contact || event.formId === undefined) return undefined
    return { form: await formOf(flow, contact, memberId), placement: 'instead' }
  },
}

/** Asks for the reason first. */
export const openOptIn: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const contact = await findLiving(flow, event.subject)
    return contact && { form: optInForm(contact), placement: event.formId === undefined ? 'new' : 'on-top' }
  },
}
