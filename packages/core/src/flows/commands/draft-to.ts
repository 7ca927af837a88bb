import { excerpt } from '../../domain/excerpt.js'
import type { Line } from '../../domain/line.js'
import { formatForPeople, parsePhoneNumber } from '../../domain/phone-number.js'
import { searchContacts } from '../contacts/search-contacts.js'
import type { Flow } from '../flow.js'
import { nameOf } from '../forms/contact.js'
import type { Draft } from '../forms/send-text-form.js'

/** The beginning of a text to whom a query names: chosen where only one can be meant, else its author is told and chooses. */
export async function draftTo(flow: Flow, query: string, line: Line, memberId: string): Promise<Draft> {
  if (query === '') return {}
  const exact = await flow.tx.contacts.findByName(query, 20, { memberId })
  const found = exact.length > 0 ? exact : await searchContacts(flow, query, 20, { memberId })
  const [contact, ...others] = found.filter(({ mergedInto }) => mergedInto === undefined)
  if (contact && others.length === 0) return { to: nameOf(contact) }
  const number = parsePhoneNumber(query, line.defaultCountry)
  if (number.type === 'ok') {
    return { to: { label: formatForPeople(number.e164), value: `number:${number.e164}` } }
  }
  const typed = excerpt(query, 200)
  const note = contact
    ? `More than one contact could be meant by “${typed}”: choose in To.`
    : `There is no contact called “${typed}”. A text is sent at once with a colon: /sms Jane Doe: Hello`
  return { notes: [note] }
}
