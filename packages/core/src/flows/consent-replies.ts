import { wordsOfReply, type ConsentReply } from '../domain/consent-reply.js'
import type { Conversation } from '../domain/conversation.js'
import type { Line } from '../domain/line.js'
import { isDialable } from '../domain/phone-number.js'
import type { Flow } from './flow.js'
import { queueText } from './queue-text.js'

/**
 * Answers words about consent, where the provider that they came through does not: two confirmations are one too many.
 * Machines that text from short codes or by name are answered nothing.
 */
export async function replyToConsentWords(
  flow: Flow,
  reply: ConsentReply,
  {
    conversation,
    line,
    provider,
  }: { readonly conversation: Conversation; readonly line: Line; readonly provider: string },
): Promise<void> {
  const contact = await flow.tx.contacts.find(conversation.contactId)
  const text = wordsOfReply(reply, line)
  if (!contact || text === '' || flow.lines.sendsOptOutReplies(provider) || !isDialable(contact.address)) return
  await queueText(flow, { contact, conversation, line, text, author: { type: 'automation', rule: reply } })
}
