import { assignTo } from '../../domain/change-conversation.js'
import type { Conversation } from '../../domain/conversation.js'
import { channelLane } from '../../domain/lane.js'
import type { MessageAuthor } from '../../domain/message.js'
import { targetOf } from '../../domain/place.js'
import type { Flow } from '../flow.js'
import { changeConversation } from './change-conversation.js'

/** Says who looks after a conversation; nobody for `undefined`. Somebody whom another one chose is told. */
export async function assignConversation(
  flow: Flow,
  conversationId: string,
  memberId: string | undefined,
  by: MessageAuthor,
): Promise<Conversation | undefined> {
  const before = await flow.tx.conversations.find(conversationId)
  const after = await changeConversation(flow, conversationId, assignTo(memberId), by)
  const isNews = memberId !== undefined && before?.assigneeId !== memberId
  const isOwnDoing = by.type === 'member' && by.id === memberId
  if (after && isNews && !isOwnDoing) await tellAssignee(flow, after, memberId)
  return after
}

async function tellAssignee(flow: Flow, { id, place }: Conversation, memberId: string): Promise<void> {
  const { channel, thread } = targetOf(place)
  const text = 'This conversation is yours now: you are notified when the customer waits for an answer.'
  await flow.enqueue(channelLane(channel), {
    type: 'whisper',
    channel: thread?.channelId ?? channel,
    memberId,
    text,
    conversationId: id,
  })
}
