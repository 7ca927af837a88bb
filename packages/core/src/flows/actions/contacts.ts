import type { Contact } from '../../domain/contact.js'
import type { MessageAuthor } from '../../domain/message.js'
import { blockContact, unblockContact } from '../contacts/block-contact.js'
import { findLiving } from '../contacts/change-contact.js'
import { unmergeContact } from '../contacts/merge-contacts.js'
import type { Flow } from '../flow.js'
import { contactForm, nameOf } from '../forms/contact.js'
import { contactsPanel } from '../forms/contacts.js'
import { sendTextForm } from '../forms/send-text-form.js'
import type { Action, Click, FormReply } from './action.js'

/** Opens the panel of contacts. */
export const openContacts: Action = {
  type: 'opens',
  run: async (flow, { event, memberId }) => ({
    form: await contactsPanel(flow, event.subject, memberId),
    placement: 'new',
  }),
}

export const openNewContact: Action = {
  type: 'opens',
  run: async (_flow, { event, memberId }) => ({ form: contactForm(undefined, memberId), placement: above(event) }),
}

/** From the head of a thread, or from the panel. */
export const openContact: Action = {
  type: 'opens',
  async run(flow, { event, memberId }) {
    const contact = await findLiving(flow, event.subject)
    return contact && { form: await formOf(flow, contact, memberId), placement: above(event) }
  },
}

/** Opens the form that texts somebody, with this contact chosen. */
export const textContact: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const contact = await findLiving(flow, event.subject)
    return contact && { form: await sendTextForm(flow, { to: nameOf(contact) }), placement: above(event) }
  },
}

export const block: Action = {
  type: 'changes',
  run: (flow, click) => change(flow, click, blockContact),
}

export const unblock: Action = {
  type: 'changes',
  run: (flow, click) => change(flow, click, unblockContact),
}

export const unmerge: Action = {
  type: 'changes',
  run: (flow, click) => change(flow, click, unmergeContact),
}

type Change = (flow: Flow, contactId: string, by: MessageAuthor) => Promise<Contact | undefined>

/** Shows the form or the panel in which it was clicked as it is now: the panel's buttons carry what was searched for. */
async function change(flow: Flow, { event, memberId }: Click, how: Change): Promise<FormReply | undefined> {
  const [contactId = '', ...query] = event.subject.split(' ')
  const contact = await how(flow, contactId, { type: 'member', id: memberId })
  if (!contact || event.formId === undefined) return undefined
  const isInPanel = event.subject.includes(' ')
  const form = isInPanel ? await contactsPanel(flow, query.join(' '), memberId) : await formOf(flow, contact, memberId)
  return { form, placement: 'instead' }
}

/** The form of a contact as they are now. */
export async function formOf(flow: Flow, contact: Contact, memberId: string): Promise<FormReply['form']> {
  const other = contact.mergedInto === undefined ? undefined : await flow.tx.contacts.find(contact.mergedInto)
  return contactForm(contact, memberId, other)
}

const above = ({ formId }: Click['event']): FormReply['placement'] => (formId === undefined ? 'new' : 'on-top')
