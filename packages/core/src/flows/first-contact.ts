import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import type { Message, MessageAuthor, WrittenFile } from '../domain/message.js'
import type { Flow } from './flow.js'

const lookBack = 20

interface FirstContact {
  readonly contact: Contact
  readonly conversation: Conversation
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
  const footer = line?.firstContactFooter.trim() ?? ''
  const isEmpty = text.trim() === '' && files.length === 0
  if (footer === '' || author.type === 'automation' || isEmpty || text.includes(footer)) return text
  const conversations = await flow.tx.conversations.ofContact(contact.id)
  if (conversations.some(({ lastInboundAt }) => lastInboundAt !== undefined)) return text
  const latest = await flow.tx.messages.newest(conversation.id, lookBack)
  return latest.some(hasReached) ? text : `${text}\n${footer}`.trimStart()
}

/** Whether a message is a sign that the contact has got one before, or will. */
function hasReached({ direction, status }: Message): boolean {
  return direction === 'inbound' || !['failed', 'undelivered', 'canceled', 'scheduled'].includes(status)
}
