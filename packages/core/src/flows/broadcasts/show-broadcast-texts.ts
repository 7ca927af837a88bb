import type { Conversation } from '../../domain/conversation.js'
import { chatLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

const lookBack = 20

/**
 * Somebody speaks in a conversation: what broadcasts have texted there, and nobody was shown, is shown in front of it. The
 * first becomes the root of the thread where there is none.
 *
 * @returns the conversation as it is stored
 */
export async function showBroadcastTexts(flow: Flow, conversation: Conversation): Promise<Conversation> {
  if (!conversation.unshownSince) return conversation
  const { unshownSince: _, ...shown } = conversation
  await flow.tx.conversations.save(shown)
  const latest = await flow.tx.messages.newest(conversation.id, lookBack)
  const lane = chatLane(conversation.id)
  for (const { broadcastId, id: messageId, partOf, post, status } of latest.toReversed()) {
    if (broadcastId === undefined || post || status === 'canceled') continue
    await flow.enqueue(lane, { type: 'post-message', messageId })
    const isBad = status === 'failed' || status === 'undelivered'
    if (isBad && partOf === undefined) await flow.enqueue(lane, { type: 'post-failure', messageId })
  }
  return shown
}
