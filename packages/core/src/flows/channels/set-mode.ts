import type { SendMode } from '../../domain/send-mode.js'
import type { Flow } from '../flow.js'

/** Sets which of what is typed in a conversation's own channel is texted. False when it has no channel. */
export async function setChannelMode(flow: Flow, conversationId: string, mode: SendMode): Promise<boolean> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (conversation?.place.type !== 'direct') return false
  await flow.tx.conversations.save({ ...conversation, place: { ...conversation.place, mode } })
  return true
}
