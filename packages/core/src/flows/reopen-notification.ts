import type { Message } from '../domain/message.js'
import type { Flow } from './flow.js'
import { notify } from './notify.js'

/** What did not leave was no answer, so the customer still waits for one. */
export async function reopenNotification(flow: Flow, unsent: Message): Promise<void> {
  const conversation = await flow.tx.conversations.find(unsent.conversationId)
  const latest = await flow.tx.messages.newest(unsent.conversationId, 20)
  const newest = latest.find(({ id, status }) => status !== 'canceled' && status !== 'scheduled' && id !== unsent.id)
  if (!conversation || newest?.direction !== 'inbound') return
  await notify(flow, conversation, { type: 'inbound', messageId: newest.id, at: flow.now, isAnnounced: false })
}
