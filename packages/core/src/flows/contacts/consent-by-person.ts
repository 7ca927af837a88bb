import type { Contact } from '../../domain/contact.js'
import { isClosedByContact } from '../../domain/consent-log.js'
import type { MessageAuthor } from '../../domain/message.js'
import { changeConsent } from '../apply-consent-words.js'
import type { Flow } from '../flow.js'
import { findLiving } from './change-contact.js'

/** Opts a contact out who asked for it otherwise than by text; `reason` may say how. Nothing is texted about it. */
export async function optOutByPerson(
  flow: Flow,
  contactId: string,
  reason: string,
  by: MessageAuthor,
): Promise<Contact | undefined> {
  const contact = await findLiving(flow, contactId)
  if (!contact || contact.consent === 'opted-out') return contact
  await changeConsent(flow, contact, 'opted-out', { text: reason.trim(), matcher: 'person', actor: actorOf(by) })
  return { ...contact, consent: 'opted-out' }
}

export type OptInResult =
  | { readonly type: 'open'; readonly contact: Contact }
  | {
      readonly type: 'refused'
      readonly reason: 'no-reason' | 'only-start' | 'held' | 'not-found'
      readonly sentence: string
    }

/**
 * Opens a contact again whom a person opted out. Never somebody who wrote STOP, or of whom the provider said so: their own
 * START opens, and nothing else.
 */
export async function optInByPerson(
  flow: Flow,
  contactId: string,
  reason: string,
  by: MessageAuthor,
): Promise<OptInResult> {
  const contact = await findLiving(flow, contactId)
  if (!contact) return { type: 'refused', reason: 'not-found', sentence: 'This contact is no longer there.' }
  if (contact.consent === 'open') return { type: 'open', contact }
  if (contact.consent === 'held') {
    const sentence = 'They may have asked you to stop. Decide that in their thread first.'
    return { type: 'refused', reason: 'held', sentence }
  }
  if (isClosedByContact(await flow.tx.consents.list(contactId))) {
    return { type: 'refused', reason: 'only-start', sentence: onlyStart }
  }
  if (reason.trim() === '') return { type: 'refused', reason: 'no-reason', sentence: 'Say how they agreed.' }
  await changeConsent(flow, contact, 'open', { text: reason.trim(), matcher: 'person', actor: actorOf(by) })
  return { type: 'open', contact: { ...contact, consent: 'open' } }
}

const onlyStart = 'They asked for it themselves. Only START, sent from their phone, opens the line again.'

const actorOf = (by: MessageAuthor): string => (by.type === 'member' ? by.id : by.type)
