import type { ContactView } from '@threadline/core'
import { cutText, safeName } from '../text/index.js'

/** Leaves room for the number in a header of 150. */
const maximumNameLength = 60

/** What to call a contact: the name, else the number. Never empty. */
export function contactName(contact: ContactView): string {
  return safeName(contact.name ?? '') || safeName(contact.address) || 'Unknown number'
}

/** Name and number, so that a name cannot pass for another's. At most 143 UTF-16 units. */
export function contactLabel(contact: ContactView): string {
  const address = safeName(contact.address) || 'unknown number'
  const name = cutText(safeName(contact.name ?? ''), maximumNameLength)
  return name === '' || name === address ? address : `${name} · ${address}`
}
