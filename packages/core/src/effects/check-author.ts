import { chatLane } from '../domain/lane.js'
import type { Message } from '../domain/message.js'
import type { Flow } from '../flows/flow.js'
import { moveStatus } from '../flows/move-status.js'
import { notify } from '../flows/notify.js'
import type { ChatAdapter, Member } from '../ports/chat-adapter.js'
import type { Refused } from '../ports/outcome.js'

export type AuthorVerdict =
  | { readonly type: 'passed' }
  | { readonly type: 'denied'; record(flow: Flow): Promise<void> }
  | Refused

/**
 * Settles whether the author of a text may send it. When the platform cannot say who they are, the text waits: better
 * late than a stranger's words on a customer's phone.
 */
export async function checkAuthor(workspaceId: string, message: Message, chat: ChatAdapter): Promise<AuthorVerdict> {
  if (message.author.type !== 'member' || message.authorCheck === 'passed') return { type: 'passed' }
  const member = await chat.directory.member(workspaceId, message.author.id)
  if (member.type === 'done') {
    if (member.value.kind === 'full') return { type: 'passed' }
    return { type: 'denied', record: (flow) => deny(flow, message.id, member.value) }
  }
  const retryAfterMs = member.type === 'refused' ? member.retryAfterMs : undefined
  return { type: 'refused', retryable: true, retryAfterMs, failure: member.failure }
}

async function deny(flow: Flow, messageId: string, member: Member): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (!message) return
  await moveStatus(flow, message, { status: 'canceled' })
  await reopenNotification(flow, message)
  await flow.enqueue(chatLane(message.conversationId), {
    type: 'post-notice',
    conversationId: message.conversationId,
    text: `Not sent: ${whyNot(member.kind)} cannot text customers.`,
  })
}

/** What was denied was no answer, so the customer still waits for one. */
async function reopenNotification(flow: Flow, denied: Message): Promise<void> {
  const conversation = await flow.tx.conversations.find(denied.conversationId)
  const latest = await flow.tx.messages.newest(denied.conversationId, 10)
  const newest = latest.find((message) => message.status !== 'canceled')
  if (!conversation || newest?.direction !== 'inbound') return
  await notify(flow, conversation, { type: 'inbound', messageId: newest.id, at: flow.now, isAnnounced: false })
}

function whyNot(kind: Member['kind']): string {
  switch (kind) {
    case 'guest':
      return 'guests'
    case 'external':
      return 'people from other organisations'
    case 'app':
      return 'apps'
    case 'deactivated':
      return 'deactivated members'
    case 'full':
      return 'you'
    default:
      return kind satisfies never
  }
}
