import type { ConsentEvidence, ConsentState, Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { ConsentReply } from '../domain/consent-reply.js'
import { chatLane } from '../domain/lane.js'
import { readConsentWords, type ConsentWords } from '../domain/opt-out.js'
import { redrawHeadsOf } from './conversations/redraw-head.js'
import type { Flow } from './flow.js'

/** What a text said about consent, if anything. */
export interface ConsentHeard {
  /** It is for the law, or for a person to decide: nothing else is read in it. */
  readonly isAboutConsent: boolean
  /** The answer that somebody has to give to it: the provider, or else we. */
  readonly reply?: ConsentReply
}

/** Reads what a contact wrote for words that close or reopen the line, and acts on them in this transaction. */
export async function applyConsentWords(
  flow: Flow,
  contact: Contact,
  conversation: Conversation,
  text: string,
): Promise<ConsentHeard> {
  const reading = readConsentWords(text, contact.consent === 'opted-out')
  const reply = await applyReading(flow, contact, conversation, text, reading)
  return { isAboutConsent: reading.type !== 'none', reply }
}

async function applyReading(
  flow: Flow,
  contact: Contact,
  conversation: Conversation,
  text: string,
  reading: ConsentWords,
): Promise<ConsentReply | undefined> {
  switch (reading.type) {
    case 'none':
      return undefined
    case 'help':
      await record(flow, contact, 'help', text, reading.matcher)
      return contact.consent === 'open' ? 'help-reply' : undefined
    case 'opt-out':
      await changeByContact(flow, contact, conversation, 'opted-out', text, reading.matcher)
      return contact.consent === 'opted-out' ? undefined : 'opt-out-reply'
    case 'opt-in':
      await changeByContact(flow, contact, conversation, 'open', text, reading.matcher)
      return contact.consent === 'opted-out' ? 'opt-in-reply' : undefined
    case 'hold':
      await changeByContact(flow, contact, conversation, 'held', text, reading.matcher)
      return undefined
    default:
      return reading satisfies never
  }
}

async function changeByContact(
  flow: Flow,
  contact: Contact,
  conversation: Conversation,
  state: ConsentState,
  text: string,
  matcher: string,
): Promise<void> {
  await changeConsent(flow, contact, state, { text, matcher, actor: 'contact' })
  if (state === contact.consent || contact.blockedAt) return
  await flow.enqueue(chatLane(conversation.id), { type: 'post-consent', conversationId: conversation.id, state, text })
}

/** Who or what changed a consent, on which words. */
export type ConsentReason = Pick<ConsentEvidence, 'text' | 'matcher' | 'actor'>

/** Sets a contact's consent and appends the evidence. */
export async function changeConsent(
  flow: Flow,
  contact: Contact,
  state: ConsentState,
  { text, matcher, actor }: ConsentReason,
): Promise<void> {
  const changed: Contact = { ...contact, consent: state }
  if (state !== contact.consent) await saveShown(flow, changed)
  const evidence = await record(flow, contact, evidenceOf(contact.consent, state), text, matcher, actor)
  flow.emit({ name: 'consent.changed', event: { workspaceId: flow.workspaceId, contact: changed, evidence } })
}

/** The heads of their conversations show it. */
async function saveShown(flow: Flow, contact: Contact): Promise<void> {
  await flow.tx.contacts.save(contact)
  await redrawHeadsOf(flow, contact.id)
}

function evidenceOf(before: ConsentState, after: ConsentState): ConsentEvidence['change'] {
  if (after === 'opted-out') return 'opted-out'
  if (after === 'held') return 'held'
  return before === 'held' ? 'released' : 'opted-in'
}

async function record(
  flow: Flow,
  contact: Contact,
  change: ConsentEvidence['change'],
  text: string,
  matcher: string,
  actor = 'contact',
): Promise<ConsentEvidence> {
  const evidence = { id: flow.newId(), contactId: contact.id, change, at: flow.now, text, matcher, actor }
  await flow.tx.consents.append(evidence)
  return evidence
}
