import type { ContactRow } from '../domain/contact-row.js'
import type { ConsentEvidence, Contact } from '../domain/contact.js'
import { addTags, readTag, removeTags } from '../domain/tag.js'
import { ThreadlineError } from '../errors.js'
import { blockContact, unblockContact } from '../flows/contacts/block-contact.js'
import { findLiving } from '../flows/contacts/change-contact.js'
import { decideHeld, type HeldDecision } from '../flows/contacts/decide-held.js'
import { optInByPerson, optOutByPerson, type OptInResult } from '../flows/contacts/consent-by-person.js'
import { eraseContact } from '../flows/contacts/erase-contact.js'
import { readConsentRecords, type ConsentRecord } from '../flows/contacts/consent-records.js'
import {
  importContacts,
  type ContactImportOptions,
  type ContactImportSummary,
} from '../flows/contacts/import-contacts.js'
import { mergeContacts, unmergeContact } from '../flows/contacts/merge-contacts.js'
import {
  addContact,
  editContact,
  retagContact,
  type ContactChanges,
  type ContactSaved,
  type ContactToAdd,
} from '../flows/contacts/save-contact.js'
import { searchContacts } from '../flows/contacts/search-contacts.js'
import { idOfContact, type WhichContact } from '../flows/contacts/which-contact.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import type { Viewer } from '../ports/storage.js'

/** Which evidence is asked for: that of one contact, or everybody's from a time on, page by page. */
export type EvidenceQuery =
  | WhichContact
  | { readonly since: Date; readonly after?: ConsentEvidence; readonly limit?: number }

/**
 * What can be done with contacts. Whatever changes them shows in chat and tells `contact.changed`, or `consent.changed`.
 *
 * All that take a contact throw `ThreadlineError` `contact.not_found` when there is no such contact, or it was erased.
 */
export interface ContactsApi {
  /**
   * Adds a contact, or names the one that has that number and no name yet.
   *
   * @throws ThreadlineError `contact.number_taken` when the number is somebody else's, `contact.invalid` with what is wrong
   */
  add(contact: ContactToAdd): Promise<Contact>
  /** Changes what is given. @throws ThreadlineError as `add` does */
  edit(which: WhichContact, changes: ContactChanges): Promise<Contact>
  /**
   * Takes in a list, a batch at a time: adds whoever is new and changes what the list says otherwise. Tags come on top of
   * those that are there. What is empty in it stays, and so does who is private, blocked or opted out. Of two rows with one number the first counts. Call it again with
   * the same list when it throws: what is done already is left as it is.
   *
   * @param rows - any number of them; they are read as they are needed
   * @throws ThreadlineError `contact.invalid` when there is no such country
   */
  import<Row extends ContactRow>(
    rows: Iterable<Row> | AsyncIterable<Row>,
    options?: ContactImportOptions<Row>,
  ): Promise<ContactImportSummary>
  find(which: WhichContact): Promise<Contact | undefined>
  /**
   * By what any word of the name begins with, whatever the case and the accents; by any part of the number; or, written
   * `#vip`, by what a tag begins with. In the order of what was found, so that whoever is called exactly so comes first.
   *
   * @param viewer - as whom to look: what is private to others is not found. @defaultValue finds everybody
   */
  search(query: string, limit?: number, viewer?: Viewer): Promise<readonly Contact[]>
  /** Adds tags, in lower case, each once; those beyond twenty are left out. */
  tag(which: WhichContact, ...tags: readonly string[]): Promise<Contact>
  untag(which: WhichContact, ...tags: readonly string[]): Promise<Contact>
  /** Those who have a tag, the newest first. @param limit - at most so many. @defaultValue 100 */
  tagged(tag: string, limit?: number): Promise<readonly Contact[]>
  /** All of them by id, a page after another. @param limit - at most so many. @defaultValue 100 */
  list(afterId?: string, limit?: number): Promise<readonly Contact[]>
  /**
   * Says that a contact is the same person as another, whose name it has from then on, and who has the tags of both. Each
   * number keeps its conversations and its consent.
   */
  merge(which: WhichContact, into: WhichContact): Promise<Contact>
  unmerge(which: WhichContact): Promise<Contact>
  /** What they text is kept but neither shown nor notified of, and nothing is sent to them. */
  block(which: WhichContact): Promise<Contact>
  unblock(which: WhichContact): Promise<Contact>
  /** Nothing is texted to them any more. @param reason - how they asked for it; kept as evidence */
  optOut(which: WhichContact, reason?: string): Promise<Contact>
  /**
   * Opens the line again to somebody whom a person opted out.
   *
   * @param reason - how they agreed; kept as evidence
   * @throws ThreadlineError `contact.only_start_opens` when they had asked for it themselves
   */
  optIn(which: WhichContact, reason: string): Promise<Contact>
  /**
   * Decides whether words that may have asked to stop did: nothing is texted to somebody until it is decided.
   *
   * @returns the contact as they are then; nothing changes for one of whom nothing is held
   */
  decideHeld(which: WhichContact, decision: HeldDecision): Promise<Contact>
  /** The consent log, oldest first. @param query - with `since`, at most `limit` (1,000) after `after` */
  evidence(query: EvidenceQuery): Promise<readonly ConsentEvidence[]>
  /**
   * All of it with the numbers it is about, oldest first, a page at a time: `for await (const record of …)`.
   *
   * @param since - from when on. @defaultValue from the beginning
   */
  consentLog(query?: { readonly since?: Date }): AsyncIterable<ConsentRecord>
  /**
   * Erases a contact: name, number and every word of theirs and to them; what was not sent yet is not sent any more. That
   * they opted out stays, without the number: they are still never texted, unless they text START. What stands in chat is
   * not touched. When it throws, call it again.
   *
   * @returns false when there is no such contact
   */
  erase(which: WhichContact): Promise<boolean>
}

const host = { type: 'host' } as const

export function contactsApi(deps: FlowDeps, workspaceId: string): ContactsApi {
  const inFlow = <Result>(work: (flow: Flow) => Promise<Result>) => inTransaction(deps, workspaceId, work)
  const change = (which: WhichContact, how: (flow: Flow, id: string) => Promise<Contact | undefined>) =>
    inFlow(async (flow) => required(await how(flow, await requireId(flow, which))))
  const retag = (which: WhichContact, how: (tags: readonly string[]) => readonly string[]) =>
    change(which, (flow, id) => retagContact(flow, id, how, host))

  return {
    add: (contact) => inFlow(async (flow) => savedOrThrow(await addContact(flow, contact, host))),
    edit: (which, changes) =>
      inFlow(async (flow) => savedOrThrow(await editContact(flow, await requireId(flow, which), changes, host))),
    import: (rows, options) => importContacts(deps, workspaceId, rows, options),
    find: (which) =>
      inFlow(async (flow) => {
        const id = await idOfContact(flow, which)
        return id === undefined ? undefined : flow.tx.contacts.find(id)
      }),
    search: (query, limit = 100, viewer) => inFlow((flow) => searchContacts(flow, query.trim(), limit, viewer)),
    tag: (which, ...tags) => retag(which, (known) => addTags(known, tags)),
    untag: (which, ...tags) => retag(which, (known) => removeTags(known, tags)),
    tagged: (tag, limit = 100) => inFlow(async ({ tx }) => tx.contacts.tagged(readTag(tag) ?? '', limit)),
    list: (afterId, limit = 100) => inFlow(({ tx }) => tx.contacts.list(afterId, limit)),
    merge: (which, into) => change(which, async (flow, id) => merge(flow, id, await requireId(flow, into))),
    unmerge: (which) => change(which, (flow, id) => unmergeContact(flow, id, host)),
    block: (which) => change(which, (flow, id) => blockContact(flow, id, host)),
    unblock: (which) => change(which, (flow, id) => unblockContact(flow, id, host)),
    optOut: (which, reason = '') => change(which, (flow, id) => optOutByPerson(flow, id, reason, host)),
    optIn: (which, reason) =>
      change(which, async (flow, id) => openedOrThrow(await optInByPerson(flow, id, reason, host))),
    decideHeld: (which, decision) =>
      change(which, async (flow, id) => {
        const contact = await findLiving(flow, id)
        const conversations = contact ? await flow.tx.conversations.ofContact(id) : []
        const shown = conversations.map((one) => one.id)
        const isDecided = contact && (await decideHeld(flow, contact, decision, 'host', shown))
        return isDecided ? flow.tx.contacts.find(id) : contact
      }),
    evidence: (query) => inFlow((flow) => readEvidence(flow, query)),
    consentLog: ({ since = new Date(0) } = {}) => readConsentRecords(deps, workspaceId, since),
    erase: (which) => eraseContact(deps, workspaceId, which),
  }
}

async function readEvidence(flow: Flow, query: EvidenceQuery): Promise<readonly ConsentEvidence[]> {
  if ('since' in query) return flow.tx.consents.since(query.since, query.after, query.limit ?? 1_000)
  return flow.tx.consents.list(await requireId(flow, query))
}

async function merge(flow: Flow, id: string, intoId: string): Promise<Contact | undefined> {
  const result = await mergeContacts(flow, id, intoId, host)
  if (result.type === 'refused') throw new ThreadlineError('contact.invalid', result.sentence)
  return result.type === 'merged' ? result.contact : undefined
}

function savedOrThrow(saved: ContactSaved): Contact {
  if (saved.type === 'saved') return saved.contact
  if (saved.type === 'not-found') throw notFound()
  throw new ThreadlineError(saved.reason === 'taken' ? 'contact.number_taken' : 'contact.invalid', saved.sentence)
}

function openedOrThrow(result: OptInResult): Contact {
  if (result.type === 'open') return result.contact
  if (result.reason === 'not-found') throw notFound()
  const code = result.reason === 'only-start' ? 'contact.only_start_opens' : 'contact.invalid'
  throw new ThreadlineError(code, result.sentence)
}

async function requireId(flow: Flow, which: WhichContact): Promise<string> {
  const id = await idOfContact(flow, which)
  if (id === undefined) throw notFound()
  return id
}

function required(contact: Contact | undefined): Contact {
  if (contact) return contact
  throw notFound()
}

const notFound = (): ThreadlineError => new ThreadlineError('contact.not_found', 'There is no such contact.')
