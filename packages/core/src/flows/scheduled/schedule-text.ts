import { chatLane, fireLane } from '../../domain/lane.js'
import type { Message } from '../../domain/message.js'
import { problemOfTime } from '../../domain/schedule.js'
import { withFooter } from '../first-contact.js'
import type { Flow } from '../flow.js'
import { madeReady } from '../made-ready.js'
import { createMessage, refusalTo, type Refusal, type TextToQueue } from '../queue-text.js'

export type ScheduleResult = { readonly type: 'scheduled'; readonly message: Message } | Refusal

/**
 * Keeps a text until its time. What stands against it is told now, and looked at again at its time.
 *
 * @param heldBecause - why it does not leave at once, when nobody has chosen that
 */
export async function scheduleText(
  flow: Flow,
  given: TextToQueue,
  at: Date,
  heldBecause?: string,
): Promise<ScheduleResult> {
  const request = madeReady(given)
  if ('type' in request) return request
  // The footer is added when it leaves; that it has room is looked at now.
  const whole = { ...request, text: await withFooter(flow, request, request.text) }
  const refusal = refuseTime(at, flow.now) ?? refusalTo(flow, whole)
  if (refusal) return refusal
  const message: Message = {
    ...createMessage(flow, request, request.messageId ?? flow.newId(), {
      text: request.text,
      files: request.files ?? [],
    }),
    status: 'scheduled',
    scheduledFor: at,
    heldBecause,
  }
  await flow.tx.messages.save(message)
  await armTimer(flow, message)
  await postScheduled(flow, message)
  await tellScheduled(flow, message)
  return { type: 'scheduled', message }
}

export function refuseTime(at: Date, now: Date): Refusal | undefined {
  const sentence = problemOfTime(at, now)
  return sentence === undefined ? undefined : { type: 'refused', reason: 'time', sentence }
}

/** One timer per time: an entry that is being performed is never replaced by one for a later time. */
const timerKey = ({ scheduledFor }: Message): string => `fire:${scheduledFor?.getTime()}`

/** In a lane of its own, so that a text that waits holds up nothing. */
export async function armTimer(flow: Flow, message: Message): Promise<void> {
  const { id: messageId, scheduledFor: dueAt } = message
  await flow.enqueue(fireLane(messageId), { type: 'fire-text', messageId }, { key: timerKey(message), dueAt })
}

export async function disarmTimer(flow: Flow, message: Message): Promise<void> {
  await flow.tx.outbox.cancel(fireLane(message.id), timerKey(message))
}

/** Shows it at the bottom of its thread; where there is none yet, the text is its root. */
export async function postScheduled(flow: Flow, { conversationId, id: messageId, post }: Message): Promise<void> {
  if (!post) await flow.enqueue(chatLane(conversationId), { type: 'post-message', messageId })
  await flow.enqueue(chatLane(conversationId), { type: 'post-scheduled', messageId })
}

export async function tellScheduled(flow: Flow, message: Message): Promise<void> {
  const conversation = await flow.tx.conversations.find(message.conversationId)
  if (conversation) {
    flow.emit({ name: 'message.scheduled', event: { workspaceId: flow.workspaceId, message, conversation } })
  }
}
