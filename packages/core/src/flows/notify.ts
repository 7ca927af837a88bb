import type { Conversation } from '../domain/conversation.js'
import { cardLane, timerLane } from '../domain/lane.js'
import { decideNotification, type NotificationDecision, type NotificationInput } from '../domain/notification.js'
import { armAutoClose } from './conversations/arm-auto-close.js'
import type { Flow } from './flow.js'

const timerKey = 'notify'
const cardKey = 'card'
const defaultWindowMs = 180_000

/**
 * Lets the notification rule know what happened to a conversation, and stores the conversation with what it decides.
 *
 * @returns the conversation as it is stored
 */
export async function notify(flow: Flow, conversation: Conversation, input: NotificationInput): Promise<Conversation> {
  const windowMs = flow.lines.find(conversation.lineId)?.notificationWindowMs ?? defaultWindowMs
  const before = conversation.notification
  const decision = decideNotification(before, input, windowMs)
  const after = { ...conversation, notification: decision.state }
  await flow.tx.conversations.save(after)

  // A timer that rings is the entry being performed: it ends by itself.
  if (input.type !== 'timer') await setTimer(flow, conversation.id, before.dueAt, decision.state.dueAt)
  await setCard(flow, conversation, decision)
  if (input.type !== 'timer') await armAutoClose(flow, after)
  return after
}

async function setTimer(
  flow: Flow,
  conversationId: string,
  before: Date | undefined,
  dueAt: Date | undefined,
): Promise<void> {
  const lane = timerLane(conversationId)
  if (dueAt) await flow.enqueue(lane, { type: 'notify', conversationId }, { key: timerKey, dueAt })
  else if (before) await flow.tx.outbox.cancel(lane, timerKey)
}

async function setCard(flow: Flow, conversation: Conversation, decision: NotificationDecision): Promise<void> {
  const lane = cardLane(conversation.id)
  const wasWaiting = conversation.notification.waiting !== undefined
  if (wasWaiting && !decision.state.waiting) await flow.tx.outbox.cancel(lane, cardKey)
  if (decision.obsoleteCard) await flow.enqueue(lane, { type: 'remove-post', post: decision.obsoleteCard })
  if (!decision.isCardDue) return
  await flow.enqueue(lane, { type: 'post-card', conversationId: conversation.id }, { key: cardKey })
}
