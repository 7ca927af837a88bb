import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import type { Flow } from './flow.js'

export interface OpenedConversation {
  readonly contact: Contact
  readonly conversation: Conversation
  readonly isNew: boolean
}

/** Finds the one conversation of an address on a line, and makes it, and the contact, where there is none yet. */
export async function openConversation(flow: Flow, line: Line, address: string): Promise<OpenedConversation> {
  const contact = await flow.tx.contacts.findOrCreate({
    id: flow.newId(),
    address,
    consent: 'open',
    createdAt: flow.now,
  })
  const candidate: Conversation = {
    id: flow.newId(),
    contactId: contact.id,
    lineId: line.id,
    place: { type: 'thread', channel: line.channel },
    notification: {},
    createdAt: flow.now,
  }
  const conversation = await flow.tx.conversations.findOrCreate(candidate)
  const isNew = conversation.id === candidate.id
  if (isNew) flow.emit({ name: 'conversation.created', event: { workspaceId: flow.workspaceId, conversation } })
  return { contact, conversation, isNew }
}

/** A conversation with its contact and its line; `undefined` when any of the three is gone. */
export async function findConversation(
  flow: Flow,
  conversationId: string,
): Promise<{ readonly conversation: Conversation; readonly contact: Contact; readonly line: Line } | undefined> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return undefined
  const contact = await flow.tx.contacts.find(conversation.contactId)
  const line = flow.lines.find(conversation.lineId)
  return contact && line ? { conversation, contact, line } : undefined
}
