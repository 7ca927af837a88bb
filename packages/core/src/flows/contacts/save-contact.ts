import type { Contact } from '../../domain/contact.js'
import {
  plainName,
  problemOfDetails,
  someOf,
  withDetails,
  type ContactDetails,
  type ContactProblem,
} from '../../domain/contact-details.js'
import type { MessageAuthor } from '../../domain/message.js'
import { formatForPeople, parsePhoneNumber } from '../../domain/phone-number.js'
import { digestOf, findOrMakeContact } from '../find-or-make-contact.js'
import type { Flow } from '../flow.js'
import { findLiving, storeContact } from './change-contact.js'
import { renameMerged } from './merge-contacts.js'

/** A contact to add. */
export interface ContactToAdd extends ContactDetails {
  /** The number in any usual notation; without `+` it is read in the first line's default country. */
  readonly number: string
  /** The only member who is to find them by name. @defaultValue everybody finds them */
  readonly privateTo?: string
}

/** What is to be otherwise. What is absent stays; what is empty is taken away. */
export interface ContactChanges extends ContactDetails {
  /** Only while no text was exchanged with the number they have. */
  readonly number?: string
  /** `null` for everybody. */
  readonly privateTo?: string | null
}

export type ContactSaved =
  | { readonly type: 'saved'; readonly contact: Contact }
  | ({ readonly type: 'refused'; readonly reason: 'invalid' | 'taken' } & ContactProblem)
  | { readonly type: 'not-found' }

/**
 * Adds a contact. A number that nobody has named yet, such as that of somebody who wrote, gets its name; one that is
 * somebody's is refused.
 */
export async function addContact(flow: Flow, given: ContactToAdd, by: MessageAuthor): Promise<ContactSaved> {
  const { number, privateTo, ...details } = given
  const parsed = parsePhoneNumber(number, flow.lines.all[0].defaultCountry)
  if (parsed.type === 'invalid') return invalid({ field: 'number', sentence: parsed.reason })
  const problem = problemOfDetails(details)
  if (problem) return invalid(problem)
  const before = await lockContact(flow, parsed.e164)
  if (before.name !== undefined && before.name !== plainName(details.name ?? '')) return taken(before, by)
  const contact = await storeContact(
    flow,
    before,
    withDetails({ ...before, ...(privateTo && { privateTo }) }, details),
    by,
  )
  return { type: 'saved', contact }
}

/** Changes a contact; conversations and consent stay as they are. */
export async function editContact(
  flow: Flow,
  contactId: string,
  changes: ContactChanges,
  by: MessageAuthor,
): Promise<ContactSaved> {
  const { number, privateTo, ...details } = changes
  const problem = problemOfDetails(details)
  if (problem) return invalid(problem)
  const before = await findLiving(flow, contactId)
  if (!before) return { type: 'not-found' }
  const numbered = number === undefined ? before : await withNumber(flow, before, number, by)
  if ('type' in numbered) return numbered
  const isPrivacyKept = privateTo === undefined
  const private_ = isPrivacyKept ? numbered : { ...numbered, privateTo: privateTo ?? undefined }
  const contact = await storeContact(flow, before, withDetails(private_, details), by)
  if (contact.name !== before.name) await renameMerged(flow, contact, by)
  return { type: 'saved', contact }
}

/** Changes the tags of a contact, as they stand now. */
export async function retagContact(
  flow: Flow,
  contactId: string,
  how: (tags: readonly string[]) => readonly string[],
  by: MessageAuthor,
): Promise<Contact | undefined> {
  const before = await findLiving(flow, contactId)
  return before && storeContact(flow, before, { ...before, tags: someOf(how(before.tags ?? [])) }, by)
}

/** A number that texts were exchanged with stays: they are with that phone, whoever is said to have it. */
async function withNumber(
  flow: Flow,
  before: Contact,
  number: string,
  by: MessageAuthor,
): Promise<Contact | Exclude<ContactSaved, { type: 'saved' }>> {
  if (number.trim() === before.address) return before
  const parsed = parsePhoneNumber(number, flow.lines.all[0].defaultCountry)
  if (parsed.type === 'invalid') return invalid({ field: 'number', sentence: parsed.reason })
  if (parsed.e164 === before.address) return before
  if ((await flow.tx.conversations.ofContact(before.id)).length > 0) return invalid(numberStays)
  const other = await flow.tx.contacts.findByAddress(parsed.e164)
  if (other) return taken(other, by)
  const wasOptedOut = (await flow.tx.erasedOptOuts.find(await digestOf(flow, parsed.e164))) !== undefined
  return { ...before, address: parsed.e164, ...(wasOptedOut && { consent: 'opted-out' }) }
}

const numberStays: ContactProblem = {
  field: 'number',
  sentence:
    'Texts were exchanged with this number, so it stays. Add the other number as a contact, and say that it is the same person.',
}

/** Whose it is; not who, when that is private to somebody else. */
function taken(contact: Contact, by: MessageAuthor): ContactSaved & { type: 'refused' } {
  const number = formatForPeople(contact.address)
  const isSecret = contact.privateTo !== undefined && (by.type !== 'member' || by.id !== contact.privateTo)
  const owner =
    isSecret && by.type === 'member' ? 'a private contact of a teammate' : `the number of “${contact.name ?? number}”`
  return { type: 'refused', reason: 'taken', field: 'number', sentence: `${number} is ${owner} already.` }
}

const invalid = (problem: ContactProblem): ContactSaved & { type: 'refused' } => ({
  type: 'refused',
  reason: 'invalid',
  ...problem,
})

/** What is written back is read under its lock: a contact that is erased meanwhile stays erased. */
async function lockContact(flow: Flow, address: string): Promise<Contact> {
  const { id } = await findOrMakeContact(flow, address)
  const contact = await flow.tx.contacts.find(id)
  return contact?.address === address ? contact : lockContact(flow, address)
}
