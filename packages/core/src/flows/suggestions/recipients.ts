import type { Contact } from '../../domain/contact.js'
import { formatForPeople, parsePhoneNumber } from '../../domain/phone-number.js'
import type { Suggestion } from '../../ports/chat-adapter.js'
import type { Suggest } from './suggest.js'

const limit = 20

/** Somebody types in the To field: contacts that match, and the number itself when it is one. */
export const suggestRecipients: Suggest = async (flow, query) => {
  const number = parsePhoneNumber(query, flow.lines.all[0].defaultCountry)
  const matches = [
    ...(await flow.tx.contacts.search(query, limit)),
    ...(number.type === 'ok' ? await flow.tx.contacts.search(number.e164, limit) : []),
  ]
  const unique = [...new Map(matches.map((contact) => [contact.id, contact])).values()]
  const suggestions = unique.slice(0, limit).map(suggestContact)
  const isKnown = number.type === 'ok' && unique.some((contact) => contact.address === number.e164)
  if (number.type === 'ok' && !isKnown) suggestions.push(suggestNumber(number.e164))
  return suggestions
}

function suggestContact(contact: Contact): Suggestion {
  const number = formatForPeople(contact.address)
  return {
    group: 'Contacts',
    label: contact.name ? `${contact.name} · ${number}` : number,
    value: `contact:${contact.id}`,
  }
}

function suggestNumber(e164: string): Suggestion {
  return { group: 'New number', label: `📱 Text ${formatForPeople(e164)}`, value: `number:${e164}` }
}
