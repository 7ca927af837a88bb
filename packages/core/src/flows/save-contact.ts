import type { Contact } from '../domain/contact.js'
import { parsePhoneNumber } from '../domain/phone-number.js'
import { ThreadlineError } from '../errors.js'
import { redrawHeadsOf } from './conversations/redraw-head.js'
import { findOrMakeContact } from './find-or-make-contact.js'
import { inTransaction, type Flow, type FlowDeps } from './flow.js'

/** A contact as the host knows it. */
export interface ContactToSave {
  /** The number in any usual notation; without `+` it is read in the first line's default country. */
  readonly number: string
  /** What the team calls them: shown as author, and good for `send Jane Doe: Hello`. */
  readonly name: string
}

/** Adds a contact or renames one; its conversations and consent stay as they are. */
export async function saveContact(
  deps: FlowDeps,
  workspaceId: string,
  { name, number }: ContactToSave,
): Promise<{ readonly contactId: string }> {
  const parsed = parsePhoneNumber(number, deps.lines.all[0].defaultCountry)
  if (parsed.type === 'invalid') throw new ThreadlineError('send.invalid_recipient', parsed.reason)
  return inTransaction(deps, workspaceId, async (flow) => {
    const contact = await lockContact(flow, parsed.e164)
    await flow.tx.contacts.save({ ...contact, name: name.trim() || undefined })
    await redrawHeadsOf(flow, contact.id)
    return { contactId: contact.id }
  })
}

/** What is written back is read under its lock: a contact that is erased meanwhile stays erased. */
async function lockContact(flow: Flow, address: string): Promise<Contact> {
  const { id } = await findOrMakeContact(flow, address)
  const contact = await flow.tx.contacts.find(id)
  return contact?.address === address ? contact : lockContact(flow, address)
}
