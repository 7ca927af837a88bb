import { chatLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'

/** Says something in a conversation, for the team. */
export async function say(flow: Flow, conversationId: string, text: string): Promise<void> {
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}
