import type { Conversation } from '../domain/conversation.js'
import { chatLane, timerLane } from '../domain/lane.js'
import { decideNotification, type NotificationInput } from '../domain/notification.js'
import type { Flow } from './flow.js'

const timerKey = 'notify'
const cardKey = 'card'

/** Lets the notification rule know what happened to a conversation, and stores what it decides. */
export async function notify(flow: Flow, conversation: Conversation, input: NotificationInput): Promise<void> {
  const windowMs = flow.lines.find(conversation.lineId)?.notificationWindowMs ?? 0
  const { state, isCardDue, obsoleteCard } = decideNotification(conversation.notification, input, windowMs)
  await flow.tx.conversations.save({ ...conversation, notification: state })

  await setTimer(flow, conversation.id, state.dueAt)
  if (!state.waiting) await flow.tx.outbox.cancel(chatLane(conversation.id), cardKey)
  if (obsoleteCard) await flow.enqueue(chatLane(conversation.id), { type: 'remove-post', post: obsoleteCard })
  if (isCardDue) await postCard(flow, conversation.id)
}

async function setTimer(flow: Flow, conversationId: string, dueAt: Date | undefined): Promise<void> {
  const lane = timerLane(conversationId)
  if (!dueAt) return flow.tx.outbox.cancel(lane, timerKey)
  await flow.enqueue(lane, { type: 'notify', conversationId }, { key: timerKey, dueAt })
}

async function postCard(flow: Flow, conversationId: string): Promise<void> {
  await flow.enqueue(chatLane(conversationId), { type: 'post-card', conversationId }, { key: cardKey })
}
