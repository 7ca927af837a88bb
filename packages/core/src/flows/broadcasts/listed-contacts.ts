import type { ListedPerson } from '../../domain/contact-list/read-list.js'
import { plainName } from '../../domain/contact-details.js'
import type { MessageAuthor } from '../../domain/message.js'
import { findLiving, storeContact } from '../contacts/change-contact.js'
import { findOrAddContact } from '../find-or-make-contact.js'
import type { Flow } from '../flow.js'

/**
 * Ids of the contacts with these numbers, in the order of the list. Contacts are made of those that are new, with what the list
 * says of them; whoever is known and has no name gets that of the list, and stays as they are otherwise.
 */
export async function listedContacts(
  flow: Flow,
  people: readonly Omit<ListedPerson, 'line'>[],
  by: MessageAuthor,
): Promise<readonly string[]> {
  const ids = new Map<string, string>()
  // In one order, so that two lists at once never wait for each other.
  for (const { address, details } of people.toSorted((a, b) => (a.address < b.address ? -1 : 1))) {
    const { contact, isNew } = await findOrAddContact(flow, address, details)
    ids.set(address, contact.id)
    const { name = '' } = details
    if (isNew) flow.emit({ name: 'contact.changed', event: { workspaceId: flow.workspaceId, contact, by } })
    else if (name !== '' && !contact.name) await giveName(flow, contact.id, name, by)
  }
  return people.flatMap(({ address }) => ids.get(address) ?? [])
}

/** Whoever is the same person as another goes by that one's name. */
async function giveName(flow: Flow, contactId: string, name: string, by: MessageAuthor): Promise<void> {
  const contact = await findLiving(flow, contactId)
  if (!contact || contact.name || contact.mergedInto !== undefined) return
  await storeContact(flow, contact, { ...contact, name: plainName(name) }, by)
}
