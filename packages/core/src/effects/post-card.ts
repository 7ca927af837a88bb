import type { PostRef } from '../domain/conversation.js'
import { cardLane } from '../domain/lane.js'
import { rootOf } from '../domain/place.js'
import type { NotificationView } from '../domain/view.js'
import { redrawCard } from '../flows/conversations/redraw-head.js'
import type { Flow } from '../flows/flow.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import { stepLimit } from './permit.js'
import { postStep } from './post-step.js'
import { rootNotRecorded, thenRecord, untilGivenUp, type Prepare } from './step.js'
import { viewContact, viewText } from './views.js'

/** Posts the notification card; not when the text has been answered or hidden in the meantime. */
export const preparePostCard: Prepare<'post-card'> = async (flow, { conversationId }, outside, entry) => {
  const found = await findConversation(flow, conversationId)
  if (!found || (found.conversation.place.type === 'direct' && entry.state === 'pending')) return undefined
  const { notification, place } = found.conversation
  const thread = rootOf(place)
  if (!thread)
    return notification.waiting && { ...untilGivenUp(entry), call: async () => rootNotRecorded, whenUnknown: 'repeat' }
  const view = await viewCard(flow, found, thread)
  if (!view && entry.state === 'pending') return undefined
  return postStep(flow, outside, {
    entry,
    target: { channel: thread.channelId },
    // One that is only looked for need not say anything.
    view: view ?? { type: 'notice', text: '' },
    purpose: 'card',
    conversationId,
    isObsolete: !view,
    ...untilGivenUp(entry),
    // What an interrupted call has drawn is not known any more.
    record: (recording, ref) =>
      recordCard(recording, conversationId, ref, view && { ...view, isCertain: entry.state === 'pending' }),
  })
}

/** Makes the live card show who waits, and who looks after them, by now. One that is gone needs no change. */
export const prepareUpdateCard: Prepare<'update-card'> = async (flow, { conversationId }, outside, entry) => {
  const found = await findConversation(flow, conversationId)
  const card = found?.conversation.notification.card
  const thread = found && rootOf(found.conversation.place)
  const view = found && thread && (await viewCard(flow, found, thread))
  if (!card || !view) return undefined
  return {
    limit: stepLimit('update', outside.chat.limits?.update),
    call: () => thenRecord(outside.chat.update(flow.workspaceId, card, view), async () => {}),
    whenUnknown: 'repeat',
    ...untilGivenUp(entry),
  }
}

async function viewCard(flow: Flow, found: FoundConversation, thread: PostRef): Promise<NotificationView | undefined> {
  const { contact, conversation, line } = found
  const { waiting } = conversation.notification
  const message = waiting && (await flow.tx.messages.peek(waiting.messageId))
  if (!message) return undefined
  return {
    type: 'notification',
    conversationId: conversation.id,
    contact: viewContact(contact),
    lineName: line?.name ?? '',
    message: viewText(message),
    waitingSince: waiting.since,
    assigneeId: conversation.assigneeId,
    thread,
  }
}

type PostedCard = Pick<NotificationView, 'assigneeId' | 'waitingSince'> & { readonly isCertain: boolean }

/**
 * The new card replaces the old one; one whose text has been answered while it was posted goes at once, and one whose
 * owner has changed is drawn again.
 */
async function recordCard(
  flow: Flow,
  conversationId: string,
  card: PostRef,
  posted: PostedCard | undefined,
): Promise<void> {
  const conversation = await flow.tx.conversations.find(conversationId)
  if (!conversation) return
  const { card: before, ...notification } = conversation.notification
  const isWanted = posted !== undefined && notification.waiting?.since.getTime() === posted.waitingSince.getTime()
  if (isWanted) await flow.tx.conversations.save({ ...conversation, notification: { ...notification, card } })
  const obsolete = isWanted ? before : card
  if (obsolete) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: obsolete })
  const isRight = posted?.isCertain && posted.assigneeId === conversation.assigneeId
  if (isWanted && !isRight) await redrawCard(flow, conversationId)
}
