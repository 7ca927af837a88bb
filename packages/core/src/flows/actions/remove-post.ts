import { cardLane } from '../../domain/lane.js'
import type { ChatActionEvent } from '../../ports/chat-adapter.js'
import type { Flow } from '../flow.js'

/** Takes away the post whose button was clicked. */
export async function removePost(flow: Flow, conversationId: string, event: ChatActionEvent): Promise<void> {
  if (event.post) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: event.post })
}
