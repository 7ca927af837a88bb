import type { Message } from '../domain/message.js'
import type { Flow } from './flow.js'
import { notify } from './notify.js'

/** What did not leave was no answer, so the customer still waits for one. */
export async function reopenNotification(flow: Flow, unsent: Message): Promise<void> {
  const conversation = await flow.tx.conversations.find(unsent.conversationId)
  const latest = await flow.tx.messages.newest(unsent.conversationId, 20)
  const newest = latest.find((message) => message.id !== unsent.id && counts(message))
  if (!conversation || newest?.direction !== 'inbound') return
  await notify(flow, conversation, { type: 'inbound', messageId: newest.id, at: flow.now, isAnnounced: false })
}

/** Neither what has not left nor what a machine has said answers anybody. */
function counts({ author, status }: Message): boolean {
  return status !== 'canceled' && status !== 'scheduled' && author.type !== 'automation'
}
