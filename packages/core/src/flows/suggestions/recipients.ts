import { formatForPeople, parsePhoneNumber } from '../../domain/phone-number.js'
import type { Suggestion } from '../../ports/chat-adapter.js'
import { searchContacts } from '../contacts/search-contacts.js'
import { nameOf } from '../forms/contact.js'
import type { Suggest } from './suggest.js'

const limit = 20

/** Somebody types in the To field: contacts that match, and the number itself when it is one. */
export const suggestRecipients: Suggest = async (flow, query, memberId) => {
  const number = parsePhoneNumber(query, flow.lines.all[0].defaultCountry)
  const found = await searchContacts(flow, query, limit, { memberId })
  const suggestions = found.map((contact): Suggestion => ({ group: 'Contacts', ...nameOf(contact) }))
  const isKnown = number.type === 'ok' && found.some((contact) => contact.address === number.e164)
  return number.type === 'ok' && !isKnown ? [...suggestions, suggestNumber(number.e164)] : suggestions
}

function suggestNumber(e164: string): Suggestion {
  return { group: 'New number', label: `📱 Text ${formatForPeople(e164)}`, value: `number:${e164}` }
}
