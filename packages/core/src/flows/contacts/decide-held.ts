import type { Contact } from '../../domain/contact.js'
import { chatLane } from '../../domain/lane.js'
import { changeConsent } from '../apply-consent-words.js'
import type { Flow } from '../flow.js'

/** What a person can make of words that may have been an opt-out. */
export type HeldDecision = 'opted-out' | 'open'

/** Decides what held words were, and says so in the given conversations. False when nothing of the contact is held. */
export async function decideHeld(
  flow: Flow,
  contact: Contact,
  decision: HeldDecision,
  actor: string,
  conversationIds: readonly string[],
): Promise<boolean> {
  if (contact.consent !== 'held') return false
  const held = (await flow.tx.consents.list(contact.id)).findLast((evidence) => evidence.change === 'held')
  await changeConsent(flow, contact, decision, { text: held?.text ?? '', matcher: 'person', actor })
  for (const conversationId of conversationIds) {
    await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text: notices[decision] })
  }
  return true
}

const notices: Readonly<Record<HeldDecision, string>> = {
  'opted-out': 'Opted out: nothing more is texted to this contact until they text START.',
  open: 'Not an opt-out: this contact can be texted again.',
}
