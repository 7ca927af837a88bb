import { parsePhoneNumber } from '../../domain/phone-number.js'
import type { Flow } from '../flow.js'

/** A contact's id, or their number in any usual notation; without `+` it is read in the first line's default country. */
export type WhichContact = { readonly contactId: string } | { readonly number: string }

/** The id that is meant, if anybody has that number. */
export async function idOfContact(flow: Flow, which: WhichContact): Promise<string | undefined> {
  if ('contactId' in which) return which.contactId
  const number = parsePhoneNumber(which.number, flow.lines.all[0].defaultCountry)
  const address = number.type === 'ok' ? number.e164 : which.number.trim()
  return (await flow.tx.contacts.findByAddress(address))?.id
}
