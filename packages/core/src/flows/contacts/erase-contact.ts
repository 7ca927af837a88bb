import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import { inTransaction, type Flow, type FlowDeps } from '../flow.js'
import { digestOf } from '../find-or-make-contact.js'
import { notify } from '../notify.js'
import { forgetChanges } from '../overtaking-change.js'
import { releaseMerged } from './merge-contacts.js'
import { idOfContact, type WhichContact } from './which-contact.js'

/** Rows changed in one transaction. */
const batch = 500

/**
 * Erases a contact: their name, their number and every word of theirs and to them. What was not sent yet is not sent any
 * more. Rows stay, without what was in them, so that threads, statuses and counts go on working; that they opted out
 * stays as well, without the number.
 *
 * Texts go first and the contact last, so a call that did not end well can be made again, by the contact's id at least.
 *
 * @returns false when there is no such contact
 */
export async function eraseContact(deps: FlowDeps, workspaceId: string, who: WhichContact): Promise<boolean> {
  for (;;) {
    const end = await inTransaction(deps, workspaceId, (flow) => eraseSome(flow, who))
    if (end === 'not-found') return false
    if (end !== 'more') {
      await forgetChanges(deps, workspaceId, end.erased)
      return true
    }
  }
}

async function eraseSome(flow: Flow, who: WhichContact): Promise<'more' | 'not-found' | { readonly erased: string }> {
  const contactId = await idOfContact(flow, who)
  if (contactId === undefined) return 'not-found'
  const known = await flow.tx.conversations.ofContact(contactId)
  for (const { id: conversationId } of known) {
    const blanked = await flow.tx.messages.blank({ type: 'all', conversationId }, flow.now, batch)
    if (blanked > 0) return 'more'
  }
  const conversations = await lockAll(flow, known)
  const contact = await flow.tx.contacts.find(contactId)
  if (!contact) return 'not-found'
  if (await hasGrown(flow, contactId, conversations)) return 'more'
  if (!contact.erasedAt) await erase(flow, contact, conversations)
  return { erased: contactId }
}

async function lockAll(flow: Flow, known: readonly Conversation[]): Promise<readonly Conversation[]> {
  const locked: Conversation[] = []
  for (const { id } of known) {
    const conversation = await flow.tx.conversations.find(id)
    if (conversation) locked.push(conversation)
  }
  return locked
}

/** Whether a text or a conversation was added before everything was locked. */
async function hasGrown(flow: Flow, contactId: string, locked: readonly Conversation[]): Promise<boolean> {
  for (const { id } of locked) {
    const [newest] = await flow.tx.messages.newest(id, 1)
    if (newest && !newest.blankedAt) return true
  }
  return (await flow.tx.conversations.ofContact(contactId)).length > locked.length
}

async function erase(flow: Flow, contact: Contact, conversations: readonly Conversation[]): Promise<void> {
  const digest = await digestOf(flow, contact.address)
  if (contact.consent === 'open') await flow.tx.erasedOptOuts.forget(digest)
  else await flow.tx.erasedOptOuts.keep(digest, contact.id)
  await flow.tx.contacts.save(erased(contact, flow.now))
  await flow.tx.consents.blank(contact.id)
  await releaseMerged(flow, contact.id)
  for (const conversation of conversations) await notify(flow, wordless(conversation), { type: 'hide' })
  await dropDeadWords(flow, conversations)
  flow.emit({ name: 'contact.erased', event: { workspaceId: flow.workspaceId, contactId: contact.id } })
}

/** What the team wrote about them is about them, too. */
function wordless({ note: _note, subject: _subject, ...conversation }: Conversation): Conversation {
  return { ...conversation, tags: [] }
}

/** Nobody can be reached by the stand-in, and nobody is to try. */
function erased({ createdAt, id }: Contact, now: Date): Contact {
  return { id, address: `erased-${id}`, consent: 'opted-out', createdAt, erasedAt: now }
}

/** Effects that were refused for good may hold a contact's words; those that wait are dropped when their turn comes. */
async function dropDeadWords(flow: Flow, conversations: readonly Conversation[]): Promise<void> {
  const ids = new Set(conversations.map(({ id }) => id))
  for (const entry of await flow.tx.outbox.dead(1_000)) {
    const { effect } = entry
    if (effect.type === 'post-consent' && ids.has(effect.conversationId)) await flow.tx.outbox.replace(entry, undefined)
  }
}
