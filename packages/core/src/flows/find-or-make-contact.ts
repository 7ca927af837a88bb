import type { Contact } from '../domain/contact.js'
import { withDetails, type ContactDetails } from '../domain/contact-details.js'
import { numberDigest } from '../domain/number-digest.js'
import type { Flow } from './flow.js'

/**
 * Finds the contact of an address, or makes one. Somebody who opted out and was erased begins anew, but not as one who
 * may be texted: that takes their own START.
 */
export async function findOrMakeContact(flow: Flow, address: string): Promise<Contact> {
  const { contact } = await findOrAddContact(flow, address, {})
  return contact
}

/** The same, with details for a contact that is made; one that is found is left as it is. */
export async function findOrAddContact(
  flow: Flow,
  address: string,
  details: ContactDetails,
): Promise<{ readonly contact: Contact; readonly isNew: boolean }> {
  const bare: Contact = { id: flow.newId(), address, consent: 'open', createdAt: flow.now }
  const contact = await flow.tx.contacts.findOrCreate(withDetails(bare, details))
  if (contact.id !== bare.id) return { contact, isNew: false }
  return { contact: await keepOptedOut(flow, contact), isNew: true }
}

async function keepOptedOut(flow: Flow, contact: Contact): Promise<Contact> {
  const erased = await flow.tx.erasedOptOuts.find(await digestOf(flow, contact.address))
  if (erased === undefined) return contact
  const closed: Contact = { ...contact, consent: 'opted-out' }
  await flow.tx.contacts.save(closed)
  const words = { text: '', matcher: 'erased-opt-out', actor: 'contact' }
  await flow.tx.consents.append({
    id: flow.newId(),
    contactId: contact.id,
    change: 'opted-out',
    at: flow.now,
    ...words,
  })
  return closed
}

/** The digest of a number by the key of its workspace, which is made with the first digest and kept for ever. */
export async function digestOf(flow: Flow, address: string): Promise<string> {
  return numberDigest(await flow.tx.erasedOptOuts.key(`${flow.newId()}${flow.newId()}`), address)
}
