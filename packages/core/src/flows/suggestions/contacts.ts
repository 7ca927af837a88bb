import type { Suggestion } from '../../ports/chat-adapter.js'
import { searchContacts } from '../contacts/search-contacts.js'
import { nameOf } from '../forms/contact.js'
import type { Suggest } from './suggest.js'

const limit = 20

/** Somebody looks for a contact: by a part of the name, or by the number. */
export const suggestContacts: Suggest = async (flow, query, memberId) => {
  const found = await searchContacts(flow, query, limit, { memberId })
  return found.map((contact): Suggestion => ({ group: 'Contacts', ...nameOf(contact) }))
}
