import type { Contact } from '../../domain/contact.js'
import {
  valueOf,
  valuesOf,
  type ButtonView,
  type Choice,
  type FormInput,
  type FormItem,
  type FormView,
} from '../../domain/form.js'
import { formatForPeople, isDialable } from '../../domain/phone-number.js'
import type { ChatFormEvent } from '../../ports/chat-adapter.js'
import { mergeContacts } from '../contacts/merge-contacts.js'
import { addContact, editContact, type ContactSaved } from '../contacts/save-contact.js'
import type { Flow } from '../flow.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** What is known about a contact, to add or to change. Without one: a new one. */
export function contactForm(contact: Contact | undefined, memberId: string, mergedWith?: Contact): FormView {
  const isOthers = contact?.privateTo !== undefined && contact.privateTo !== memberId
  const privacy: FormInput = {
    type: 'toggle',
    name: 'private',
    label: 'Private: only I find them by name',
    isOn: contact?.privateTo === memberId,
  }
  return {
    name: 'contact',
    title: contact ? 'Edit contact' : 'Add contact',
    submit: 'Save',
    subject: contact?.id ?? '',
    items: [
      ...numberItems(contact),
      { type: 'text', name: 'name', label: 'Name', value: contact?.name, maxLength: 120, isOptional: true },
      tagsField(contact?.tags),
      zoneField(contact?.zone),
      {
        type: 'text',
        name: 'note',
        label: 'Note',
        value: contact?.note,
        isLong: true,
        hint: 'For the team. Never texted.',
        isOptional: true,
      },
      ...(isOthers ? [] : [privacy]),
      ...(contact ? [...mergeItems(contact, mergedWith), ...stateItems(contact)] : []),
    ],
  }
}

/** Short codes and senders with letters are no numbers: there is nothing to correct. */
function numberItems(contact: Contact | undefined): readonly FormItem[] {
  if (contact && !isDialable(contact.address)) return [{ type: 'note', text: contact.address }]
  const value = contact && formatForPeople(contact.address)
  return [{ type: 'text', name: 'number', label: 'Number', value, maxLength: 60, hasFocus: !contact }]
}

function tagsField(tags: readonly string[] = []): FormInput {
  const values = tags.map((tag) => ({ label: tag, value: tag }))
  const field = { type: 'suggest-many', name: 'tags', label: 'Tags', source: 'tag', isOptional: true } as const
  return {
    ...field,
    values,
    hint: 'A broadcast can go to everybody with a tag.',
    placeholder: 'Type a tag, known or new',
  }
}

function zoneField(zone: string | undefined): FormInput {
  const field = { type: 'suggest', name: 'zone', label: 'Time zone', source: 'zone', isOptional: true } as const
  return { ...field, placeholder: 'A city, such as Chicago', ...(zone && { value: { label: zone, value: zone } }) }
}

function mergeItems({ id, mergedInto }: Contact, mergedWith: Contact | undefined): readonly FormItem[] {
  if (mergedInto !== undefined) {
    const other = mergedWith ? nameOf(mergedWith).label : 'another number'
    return [
      { type: 'note', text: `The same person as ${other}: one name, two conversations.` },
      { type: 'buttons', buttons: [{ label: 'Not the same person', action: 'unmerge-contact', subject: id }] },
    ]
  }
  const hint = 'They go by that contact’s name from then on. Each number keeps its own conversation.'
  const field = { type: 'suggest', name: 'same-as', label: 'The same person as', source: 'contact' } as const
  return [{ ...field, hint, placeholder: 'A name or a number', isOptional: true }]
}

function stateItems({ blockedAt, consent, id: subject }: Contact): readonly FormItem[] {
  const buttons: readonly ButtonView[] = [
    blockedAt ? { label: 'Unblock', action: 'unblock-contact', subject } : { ...blockButton, subject },
    consent === 'opted-out'
      ? { label: 'Opt in again', action: 'opt-in-contact', subject }
      : { ...optOutButton, subject },
  ]
  return [{ type: 'divider' }, { type: 'buttons', buttons }]
}

const blockButton = {
  label: 'Block',
  action: 'block-contact',
  confirm: {
    title: 'Block this contact?',
    text: 'What they text is kept but not shown, nobody is notified, and nothing is sent to them.',
    yes: 'Block',
    no: 'Cancel',
  },
} as const

const optOutButton = {
  label: 'Opt out',
  action: 'opt-out-contact',
  confirm: {
    title: 'Opt this contact out?',
    text: 'Nothing is texted to them any more, from any line. For somebody who asked for it by phone or in person.',
    yes: 'Opt out',
    no: 'Cancel',
  },
} as const

/** A contact as something to choose. */
export function nameOf({ address, id, name }: Contact): Choice {
  const number = formatForPeople(address)
  return { label: name === undefined ? number : `${name} · ${number}`, value: `contact:${id}` }
}

/** The contact form was submitted. What is wrong is told in the form, which then keeps what was typed. */
export const submitContact: FormSubmit = async (flow, event, memberId) => {
  const by = { type: 'member', id: memberId } as const
  const saved = await save(flow, event, memberId)
  if (saved.type === 'not-found') return formErrors({ name: 'This contact is no longer there.' })
  if (saved.type === 'refused') return formErrors({ [saved.field]: saved.sentence })
  const sameAs = valueOf(event.values, 'same-as').replace(/^contact:/, '')
  if (sameAs !== '') {
    const merged = await mergeContacts(flow, saved.contact.id, sameAs, by)
    if (merged.type === 'refused') return formErrors({ 'same-as': merged.sentence })
    if (merged.type === 'not-found') return formErrors({ 'same-as': 'That contact is no longer there.' })
  }
  return undefined
}

/** Saved twice it is as saved once, so that a form that comes again does no harm. */
async function save(flow: Flow, { subject, values }: ChatFormEvent, memberId: string): Promise<ContactSaved> {
  const by = { type: 'member', id: memberId } as const
  const name = valueOf(values, 'name')
  const details = { name, zone: valueOf(values, 'zone'), note: valueOf(values, 'note'), tags: valuesOf(values, 'tags') }
  const number = valueOf(values, 'number')
  const isPrivate = valueOf(values, 'private') === 'on'
  if (subject === '') return addContact(flow, { ...details, number, ...(isPrivate && { privateTo: memberId }) }, by)
  const before = await flow.tx.contacts.find(subject)
  const isOthers = before?.privateTo !== undefined && before.privateTo !== memberId
  const privateTo = isPrivate ? memberId : null
  return editContact(
    flow,
    subject,
    { ...details, ...(number !== '' && { number }), ...(!isOthers && { privateTo }) },
    by,
  )
}
