import { placeLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'
import { leaveChannel } from './leave-channel.js'

/** Sends a conversation back to its thread, and has its channel archived. False when it has no channel. */
export async function closeChannel(flow: Flow, conversationId: string): Promise<boolean> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (conversation?.place.type !== 'direct') return false
  const { channel } = conversation.place
  await leaveChannel(flow, conversation, 'closed')
  await flow.enqueue(placeLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: 'This channel is closed: the conversation goes on in its thread. Nothing that is written here is sent any more.',
    where: { channel },
    linksTo: 'thread',
  })
  await flow.enqueue(placeLane(conversationId), { type: 'archive-channel', conversationId, channel })
  return true
}
