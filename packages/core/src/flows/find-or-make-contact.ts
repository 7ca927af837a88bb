import type { Contact } from '../domain/contact.js'
import { numberDigest } from '../domain/number-digest.js'
import type { Flow } from './flow.js'

/**
 * Finds the contact of an address, or makes one. Somebody who opted out and was erased begins anew, but not as one who
 * may be texted: that takes their own START.
 */
export async function findOrMakeContact(flow: Flow, address: string): Promise<Contact> {
  const candidate: Contact = { id: flow.newId(), address, consent: 'open', createdAt: flow.now }
  const contact = await flow.tx.contacts.findOrCreate(candidate)
  if (contact.id !== candidate.id) return contact
  const erased = await flow.tx.erasedOptOuts.find(await digestOf(flow, address))
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
