import type { Flow } from '../flow.js'
import { setConversationStatus } from './set-conversation-status.js'

/** A conversation was quiet for its line's time. Nothing happens when the line has stopped wanting that, or somebody waits. */
export async function autoClose(flow: Flow, conversationId: string): Promise<void> {
  const conversation = await flow.tx.conversations.find(conversationId)
  const autoCloseMs = conversation && flow.lines.find(conversation.lineId)?.autoCloseMs
  if (!autoCloseMs || conversation.notification.waiting) return
  await setConversationStatus(flow, conversationId, 'closed', { type: 'automation', rule: 'auto-close' })
}
