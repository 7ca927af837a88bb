import { channelLane } from '../domain/lane.js'
import type { ChatMessageEvent } from '../ports/chat-adapter.js'
import type { Flow } from './flow.js'

/** Tells the author of a message something that only they see. */
export async function tell(flow: Flow, event: ChatMessageEvent, text: string, conversationId?: string): Promise<void> {
  if (event.author.type === 'app') return
  const { channelId: channel } = event.post
  await flow.enqueue(channelLane(channel), {
    type: 'whisper',
    channel,
    thread: event.thread,
    memberId: event.author.id,
    text,
    conversationId,
  })
}
