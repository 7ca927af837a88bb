import { notify } from './notify.js'
import type { Flow } from './flow.js'

/** The notification timer of a conversation rang. */
export async function fireNotification(flow: Flow, conversationId: string): Promise<void> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (conversation) await notify(flow, conversation, { type: 'timer', at: flow.now })
}
