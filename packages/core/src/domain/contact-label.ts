import type { Contact } from './contact.js'
import { formatForPeople } from './phone-number.js'

/** A contact on one line, the way people know them: name and number. */
export function contactLabel({ address, erasedAt, name }: Contact): string {
  if (erasedAt) return 'Erased contact'
  const number = formatForPeople(address)
  return name ? `${name} · ${number}` : number
}
