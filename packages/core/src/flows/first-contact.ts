import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import type { Message, MessageAuthor, WrittenFile } from '../domain/message.js'
import type { Flow } from './flow.js'

const lookBack = 20

interface FirstContact {
  /** Absent where there is none yet. */
  readonly contact?: Partial<Pick<Contact, 'id'>>
  readonly conversation?: Partial<Pick<Conversation, 'id'>>
  readonly author: MessageAuthor
  readonly line?: Line
  readonly files?: readonly WrittenFile[]
}

/** A text with what its line adds to the first one to somebody who never wrote. Nothing is added to what the desk texts itself. */
export async function withFooter(
  flow: Flow,
  { contact, conversation, author, files = [], line }: FirstContact,
  text: string,
): Promise<string> {
  const isEmpty = text.trim() === '' && files.length === 0
  const whole = line && author.type !== 'automation' && !isEmpty ? footed(text, line) : text
  return whole === text || (await knowsUs(flow, contact?.id, conversation?.id)) ? text : whole
}

/** A text with the footer of its line under it, unless it has that already. */
export function footed(text: string, { firstContactFooter }: Pick<Line, 'firstContactFooter'>): string {
  const footer = firstContactFooter.trim()
  return footer === '' || text.includes(footer) ? text : `${text}\n${footer}`.trimStart()
}

/** Whether a contact has written to any line, or has been texted in this conversation. */
async function knowsUs({ tx }: Flow, contactId?: string, conversationId?: string): Promise<boolean> {
  const conversations = contactId === undefined ? [] : await tx.conversations.ofContact(contactId)
  if (conversations.some(({ lastInboundAt }) => lastInboundAt !== undefined)) return true
  const latest = conversationId === undefined ? [] : await tx.messages.newest(conversationId, lookBack)
  return latest.some(hasReached)
}

/** Whether a message is a sign that the contact has got one before, or will. */
export function hasReached({ direction, status }: Message): boolean {
  return direction === 'inbound' || !['failed', 'undelivered', 'canceled', 'scheduled'].includes(status)
}
