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
  const { conversation, line } = found
  const known = conversation.sender
  await flow.tx.conversations.save({ ...conversation, sender })
  if (!known || known.address === sender.address) return
  const receives = line?.senders.some(({ address }) => address === known.address)
  await (receives ? tellOfDivision : tellOfChange)(flow, conversationId, known, sender)
}

/** What the contact knows is one of the line's numbers: it stays what they know, whatever else a text has left from. */
function isStillOurs({ conversation, line }: FoundConversation): boolean {
  const isKnown = ({ address, receivesOnly }: Sender) => address === conversation.sender?.address && !receivesOnly
  return line?.senders.some(isKnown) ?? false
}

async function tellOfChange(flow: Flow, conversationId: string, known: Sender, sender: Sender): Promise<void> {
  const text = `Our number has changed: texts leave from ${formatForPeople(sender.address)} now. This contact knows ${formatForPeople(known.address)}.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}

/** Once, though the contact may go on writing to the number that only receives. */
async function tellOfDivision(flow: Flow, conversationId: string, known: Sender, sender: Sender): Promise<void> {
  const key = `receives-only:${conversationId}:${known.address}:${sender.address}`
  if ((await flow.tx.claims.claim(key, conversationId, flow.now)) !== undefined) return
  const text = `Texts leave from ${formatForPeople(sender.address)}: the number that this contact wrote to, ${formatForPeople(known.address)}, only takes texts in.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}
