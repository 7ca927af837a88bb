import { chatLane } from '../domain/lane.js'
import type { Message } from '../domain/message.js'
import type { Flow } from './flow.js'
import { moveStatus } from './move-status.js'
import { partsOf } from './parts.js'
import { reopenNotification } from './reopen-notification.js'

/** All the messages that a text goes out as. */
export type Parts = readonly [Message, ...Message[]]

/** Once the call has begun, nobody can say any more that it has not left. */
export const hasNotLeft = ({ startedAt, status }: Message): boolean => status === 'queued' && startedAt === undefined

/** What has not left never does; whoever it would have answered waits again. */
export async function takeBack(flow: Flow, parts: Parts): Promise<void> {
  for (const part of parts) await moveStatus(flow, part, { status: 'canceled' })
  await reopenNotification(flow, parts[0])
}

/**
 * The same for the host's own code. What its author typed stays where it stands in chat, so the conversation says that it
 * was not sent.
 *
 * @returns the text as it is then; `undefined` when it has left, or may have
 */
export async function takeBackQueued(flow: Flow, message: Message): Promise<Message | undefined> {
  const parts = await partsOf(flow, message)
  if (message.direction !== 'outbound' || message.partOf !== undefined || !parts.every(hasNotLeft)) return undefined
  await takeBack(flow, parts)
  const { conversationId, id } = message
  const text = 'The last text was taken back before it left: the customer does not get it.'
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
  return flow.tx.messages.find(id)
}
