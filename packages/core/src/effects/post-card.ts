import type { PostRef } from '../domain/conversation.js'
import { chatLane } from '../domain/lane.js'
import type { Flow } from '../flows/flow.js'
import { findConversation } from '../flows/open-conversation.js'
import { viewContact, viewText } from './post-in-conversation.js'
import { postStep } from './post-step.js'
import type { Prepare } from './step.js'

/** Posts the notification card; not when the text has been answered or hidden in the meantime. */
export const preparePostCard: Prepare<'post-card'> = async (flow, { conversationId }, outside, entry) => {
  const found = await findConversation(flow, conversationId)
  const waiting = found?.conversation.notification.waiting
  const thread = found?.conversation.place.root
  const message = waiting && (await flow.tx.messages.find(waiting.messageId))
  if (!found || !message || !thread) return undefined
  return postStep(flow, outside, {
    entry,
    target: { channel: thread.channelId },
    view: {
      type: 'notification',
      conversationId,
      contact: viewContact(found.contact),
      lineName: found.line.name,
      message: viewText(message),
      waitingSince: waiting.since,
      thread,
    },
    purpose: 'card',
    conversationId,
    record: (recording, ref) => recordCard(recording, conversationId, ref),
  })
}

/** The new card replaces the old one; one that has been answered while it was posted goes at once. */
async function recordCard(flow: Flow, conversationId: string, card: PostRef): Promise<void> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return
  const { card: before, ...notification } = conversation.notification
  const isWanted = notification.waiting !== undefined
  const obsolete = isWanted ? before : card
  if (obsolete) await flow.enqueue(chatLane(conversationId), { type: 'remove-post', post: obsolete })
  if (isWanted) await flow.tx.conversations.save({ ...conversation, notification: { ...notification, card } })
}
