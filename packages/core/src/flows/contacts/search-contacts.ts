import type { Contact } from '../../domain/contact.js'
import { parsePhoneNumber } from '../../domain/phone-number.js'
import type { Viewer } from '../../ports/storage.js'
import type { Flow } from '../flow.js'

/** Contacts by any part of their name, or of their number in any usual notation. */
export async function searchContacts(
  flow: Flow,
  query: string,
  limit: number,
  viewer?: Viewer,
): Promise<readonly Contact[]> {
  const number = parsePhoneNumber(query, flow.lines.all[0].defaultCountry)
  const matches = [
    ...(await flow.tx.contacts.search(query, limit, viewer)),
    ...(number.type === 'ok' ? await flow.tx.contacts.search(number.e164, limit, viewer) : []),
  ]
  return [...new Map(matches.map((contact) => [contact.id, contact])).values()].slice(0, limit)
}
