import type { Contact } from '../../domain/contact.js'
import { someOf } from '../../domain/contact-details.js'
import type { MessageAuthor } from '../../domain/message.js'
import { addTags } from '../../domain/tag.js'
import type { Flow } from '../flow.js'
import { findLiving, storeContact } from './change-contact.js'

export type MergeResult =
  | { readonly type: 'merged'; readonly contact: Contact }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'not-found' }

/**
 * Says that two contacts are one person with two numbers. Conversations and consent stay with their numbers; the name is
 * one, that of `intoId`, which also gets the tags of the other, and whoever was merged into the first one comes along.
 */
export async function mergeContacts(
  flow: Flow,
  contactId: string,
  intoId: string,
  by: MessageAuthor,
): Promise<MergeResult> {
  const [contact, chosen] = await lockInOrder(flow, contactId, intoId)
  if (!contact || !chosen) return { type: 'not-found' }
  const target = chosen.mergedInto === undefined ? chosen : await findLiving(flow, chosen.mergedInto)
  if (!target) return { type: 'not-found' }
  if (target.id === contact.id) {
    return {
      type: 'refused',
      sentence: contact.id === intoId ? 'That is the same contact.' : 'They are one person already.',
    }
  }
  if (contact.privateTo !== target.privateTo) return { type: 'refused', sentence: privacyDiffers }
  const name = target.name ?? contact.name
  const tags = someOf(addTags(target.tags ?? [], contact.tags ?? []))
  const head = await storeContact(flow, target, { ...target, name, tags }, by)
  for (const follower of await flow.tx.contacts.mergedInto(contact.id)) await join(flow, follower.id, head, by)
  return { type: 'merged', contact: await join(flow, contact.id, head, by) }
}

const privacyDiffers = 'One of them is private. Make both private or both shared first.'

async function join(flow: Flow, contactId: string, head: Contact, by: MessageAuthor): Promise<Contact> {
  const before = await flow.tx.contacts.find(contactId)
  if (!before) return head
  const formerName = before.formerName ?? before.name ?? ''
  return storeContact(flow, before, { ...before, name: head.name, formerName, mergedInto: head.id }, by)
}

/** Says that a contact is a person of their own again, by the name they had. */
export async function unmergeContact(flow: Flow, contactId: string, by: MessageAuthor): Promise<Contact | undefined> {
  const before = await findLiving(flow, contactId)
  return before && storeContact(flow, before, apart(before), by)
}

function apart({ formerName, mergedInto, ...contact }: Contact): Contact {
  if (mergedInto === undefined) return contact
  return { ...contact, name: formerName === undefined ? contact.name : formerName || undefined }
}

/** All numbers of one person have one name: whichever was renamed, the others follow. */
export async function renameMerged(flow: Flow, { id, mergedInto, name }: Contact, by: MessageAuthor): Promise<void> {
  const headId = mergedInto ?? id
  const others = [headId, ...(await flow.tx.contacts.mergedInto(headId)).map((one) => one.id)]
  for (const otherId of others.filter((one) => one !== id).sort()) {
    const before = await findLiving(flow, otherId)
    if (before) await storeContact(flow, before, { ...before, name }, by)
  }
}

/** Whoever was merged into somebody who is erased goes on without them, and without their name. */
export async function releaseMerged(flow: Flow, contactId: string): Promise<void> {
  for (const { id } of await flow.tx.contacts.mergedInto(contactId)) await unmergeContact(flow, id, { type: 'host' })
}

async function lockInOrder(flow: Flow, one: string, other: string): Promise<readonly [Contact?, Contact?]> {
  const found = new Map<string, Contact>()
  for (const id of [one, other].sort()) {
    const contact = await findLiving(flow, id)
    if (contact) found.set(id, contact)
  }
  return [found.get(one), found.get(other)]
}
