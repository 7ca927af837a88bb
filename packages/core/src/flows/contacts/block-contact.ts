import type { Contact } from '../../domain/contact.js'
import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { notify } from '../notify.js'
import { findLiving, storeContact } from './change-contact.js'

/**
 * Nothing of theirs is shown any more and nothing is sent to them. What they text is kept, and STOP still counts.
 * Conversations are locked before their contact, as everywhere.
 */
export async function blockContact(flow: Flow, contactId: string, by: MessageAuthor): Promise<Contact | undefined> {
  for (const { id } of await flow.tx.conversations.ofContact(contactId)) {
    const conversation = await flow.tx.conversations.find(id)
    if (conversation) await notify(flow, conversation, { type: 'hide' })
  }
  const before = await findLiving(flow, contactId)
  return before && storeContact(flow, before, { ...before, blockedAt: before.blockedAt ?? flow.now }, by)
}

/** From now on, that is: what they texted meanwhile is not shown. */
export async function unblockContact(flow: Flow, contactId: string, by: MessageAuthor): Promise<Contact | undefined> {
  const before = await findLiving(flow, contactId)
  if (!before) return undefined
  const { blockedAt: _blockedAt, ...contact } = before
  return storeContact(flow, before, contact, by)
}
