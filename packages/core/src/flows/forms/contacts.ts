import { cleanText } from '../../domain/clean-text.js'
import type { Contact } from '../../domain/contact.js'
import { valueOf, type FormView, type PanelItem } from '../../domain/form.js'
import { searchContacts } from '../contacts/search-contacts.js'
import type { Flow } from '../flow.js'
import { nameOf } from './contact.js'
import type { FormSubmit } from './form-submit.js'

/** Two blocks for each of them, of the hundred that a form holds. */
const mostShown = 20
/** What fits beside an id into a button of a menu. */
const longestQuery = 50

/** The panel of contacts: a search, and what can be done with whoever it finds. */
export async function contactsPanel(flow: Flow, query: string, memberId: string): Promise<FormView> {
  const wanted = cleanText(query.trim().slice(0, longestQuery))
  const found = await searchContacts(flow, wanted, mostShown, { memberId })
  const search = { type: 'text', name: 'query', label: 'Name, number or #tag', isOptional: true } as const
  return {
    name: 'contacts',
    title: '👥 Contacts',
    submit: 'Search',
    items: [
      { ...search, value: wanted, maxLength: longestQuery, placeholder: 'A name, a number, or a #tag' },
      { type: 'buttons', buttons: [{ label: 'Add contact', action: 'add-contact', subject: '' }] },
      { type: 'divider' },
      ...found.map((contact) => entryOf(contact, wanted)),
      ...(found.length === 0 ? [{ type: 'note', text: nobody(wanted) } as const] : []),
      ...(found.length === mostShown ? [{ type: 'note', text: 'There may be more. Search for them.' } as const] : []),
    ],
  }
}

function entryOf(contact: Contact, query: string): PanelItem {
  const { blockedAt, id: subject } = contact
  const again = `${subject} ${query}`
  return {
    type: 'entry',
    title: nameOf(contact).label,
    detail: statesOf(contact).join(' · '),
    buttons: [
      { label: 'Text', action: 'text-contact', subject },
      { label: 'Edit', action: 'edit-contact', subject },
      blockedAt
        ? { label: 'Unblock', action: 'unblock-contact', subject: again }
        : { label: 'Block', action: 'block-contact', subject: again },
    ],
  }
}

function statesOf({ blockedAt, consent, mergedInto, privateTo, tags = [] }: Contact): readonly string[] {
  return [
    ...(blockedAt ? ['⛔ Blocked'] : []),
    ...(consent === 'opted-out' ? ['🔕 Opted out'] : []),
    ...(consent === 'held' ? ['⏸️ Texts are held'] : []),
    ...(mergedInto === undefined ? [] : ['🔗 Another number of the same person']),
    ...(privateTo === undefined ? [] : ['🔒 Private']),
    ...(tags.length === 0 ? [] : [`🏷 ${tags.join(', ')}`]),
  ]
}

function nobody(query: string): string {
  return query === '' ? 'There is no contact yet.' : `Nobody is found by “${query}”.`
}

/** Somebody searches in the panel. */
export const submitContacts: FormSubmit = async (flow, event, memberId) => ({
  type: 'form',
  placement: 'instead',
  form: await contactsPanel(flow, valueOf(event.values, 'query'), memberId),
})
