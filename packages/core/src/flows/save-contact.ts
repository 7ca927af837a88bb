import { parsePhoneNumber } from '../domain/phone-number.js'
import { ThreadlineError } from '../errors.js'
import { inTransaction, type FlowDeps } from './flow.js'

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
  return inTransaction(deps, workspaceId, async ({ newId, now, tx }) => {
    const address = parsed.e164
    const contact = await tx.contacts.findOrCreate({ id: newId(), address, consent: 'open', createdAt: now })
    await tx.contacts.save({ ...contact, name: name.trim() || undefined })
    return { contactId: contact.id }
  })
}
