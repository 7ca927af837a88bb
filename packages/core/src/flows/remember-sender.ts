import { chatLane } from '../domain/lane.js'
import type { Sender } from '../domain/line.js'
import type { Message } from '../domain/message.js'
import { formatForPeople } from '../domain/phone-number.js'
import type { Flow } from './flow.js'
import { findConversation, type FoundConversation } from './open-conversation.js'

/**
 * Keeps in mind which of our numbers a contact knows, once a text has left; the team is told when that is a new one.
 *
 * @param before - the conversation as it was lately: most often that is enough to know that nothing changes
 */
export async function rememberSender(
  flow: Flow,
  { conversationId, sender }: Message,
  before: FoundConversation,
): Promise<void> {
  if (!sender || isStillOurs(before)) return
  const found = await findConversation(flow, conversationId)
  if (!found || isStillOurs(found)) return
  const { conversation } = found
  await flow.tx.conversations.save({ ...conversation, sender })
  if (conversation.sender && conversation.sender.address !== sender.address) {
    await tellOfChange(flow, conversationId, conversation.sender, sender)
  }
}

/** What the contact knows is one of the line's numbers: it stays what they know, whatever else a text has left from. */
function isStillOurs({ conversation, line }: FoundConversation): boolean {
  return line?.senders.some(({ address }) => address === conversation.sender?.address) ?? false
}

async function tellOfChange(flow: Flow, conversationId: string, known: Sender, sender: Sender): Promise<void> {
  const text = `Our number has changed: texts leave from ${formatForPeople(sender.address)} now. This contact knows ${formatForPeople(known.address)}.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}
