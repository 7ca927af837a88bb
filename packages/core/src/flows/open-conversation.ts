import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import { findOrMakeContact } from './find-or-make-contact.js'
import type { Flow } from './flow.js'

export interface OpenedConversation {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly isNew: boolean
}

/**
 * Finds the one conversation of an address on a line, and makes it, and the contact, where there is none yet. The
 * conversation is locked before the contact, whose consent is read only then.
 */
export async function openConversation(flow: Flow, line: Line, address: string): Promise<OpenedConversation> {
  const known = await findOrMakeContact(flow, address)
  const candidate = newConversation(flow, line, known.id)
  const conversation = await flow.tx.conversations.findOrCreate(candidate)
  const isNew = conversation.id === candidate.id
  const contact = (await flow.tx.contacts.find(known.id)) ?? known
  // Erased while we waited for the conversation: what comes now is from somebody new.
  if (contact.address !== address) return openConversation(flow, line, address)
  if (isNew) flow.emit({ name: 'conversation.created', event: { workspaceId: flow.workspaceId, conversation } })
  return { contact, conversation, isNew }
}

/** The conversation of a contact and a line that have none yet. */
export function newConversation({ newId, now }: Flow, { channel, id: lineId }: Line, contactId: string): Conversation {
  return {
    id: newId(),
    contactId,
    lineId,
    place: { type: 'thread', channel },
    notification: {},
    status: 'new',
    tags: [],
    createdAt: now,
  }
}

export interface FoundConversation {
  readonly conversation: Conversation
  readonly contact: Contact
  /** Absent when the host no longer has a line of that id: what waits for it keeps waiting. */
  readonly line?: Line
}

/** A conversation with its contact and its line. */
export async function findConversation(flow: Flow, conversationId: string): Promise<FoundConversation | undefined> {
  const conversation = await flow.tx.conversations.find(conversationId)
  const contact = conversation && (await flow.tx.contacts.find(conversation.contactId))
  return contact && { conversation, contact, line: flow.lines.find(conversation.lineId) }
}
