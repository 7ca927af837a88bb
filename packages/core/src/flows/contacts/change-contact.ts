import type { Contact } from '../../domain/contact.js'
import type { MessageAuthor } from '../../domain/message.js'
import { redrawCardsOf, redrawHeadsOf } from '../conversations/redraw-head.js'
import type { Flow } from '../flow.js'

/** Stores a contact otherwise than it was: heads and cards show it, and the host is told. Nothing happens when nothing changes. */
export async function storeContact(flow: Flow, before: Contact, contact: Contact, by: MessageAuthor): Promise<Contact> {
  if (isSame(before, contact)) return before
  await flow.tx.contacts.save(contact)
  if (before.name !== contact.name || before.blockedAt !== contact.blockedAt) await redrawHeadsOf(flow, contact.id)
  if (before.name !== contact.name) await redrawCardsOf(flow, contact.id)
  flow.emit({ name: 'contact.changed', event: { workspaceId: flow.workspaceId, contact, before, by } })
  return contact
}

/** Fields that are absent and fields that are undefined are one. */
export function isSame(one: Contact, other: Contact): boolean {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Contact>
  return [...fields].every((field) => String(one[field]) === String(other[field]))
}

/** A contact that is there and was not erased, locked. */
export async function findLiving(flow: Flow, contactId: string): Promise<Contact | undefined> {
  const contact = await flow.tx.contacts.find(contactId)
  return contact?.erasedAt ? undefined : contact
}
