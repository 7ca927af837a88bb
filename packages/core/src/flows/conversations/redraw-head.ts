import { cardLane, headLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

/** Has the head of a conversation show what it shows as it is by now: call it whenever something shown there changed. */
export async function redrawHead(flow: Flow, conversationId: string): Promise<void> {
  await flow.enqueue(headLane(conversationId), { type: 'update-head', conversationId }, { key: 'head' })
}

/** Has the live card of a conversation show who waits, and who looks after it, by now. */
export async function redrawCard(flow: Flow, conversationId: string): Promise<void> {
  await flow.enqueue(cardLane(conversationId), { type: 'update-card', conversationId }, { key: 'update-card' })
}

/** Has the live cards of a contact show the name they have by now, and one that is being posted as soon as it is there. */
export async function redrawCardsOf(flow: Flow, contactId: string): Promise<void> {
  const conversations = await flow.tx.conversations.ofContact(contactId)
  for (const { id, notification } of conversations) if (notification.waiting) await redrawCard(flow, id)
}

/** Has the heads of all conversations of a contact drawn again: call it whenever their name or consent changed. */
export async function redrawHeadsOf(flow: Flow, contactId: string): Promise<void> {
  for (const { id } of await flow.tx.conversations.ofContact(contactId)) await redrawHead(flow, id)
}
