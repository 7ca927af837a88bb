import type { PostRef } from '../domain/conversation.js'
import { cardLane } from '../domain/lane.js'
import type { Message } from '../domain/message.js'
import { targetOf } from '../domain/place.js'
import { scheduledItems } from '../domain/scheduled-text.js'
import type { PanelView } from '../domain/view.js'
import type { Flow } from '../flows/flow.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import { postScheduled } from '../flows/scheduled/schedule-text.js'
import { followingChannel } from './following-channel.js'
import { postStep } from './post-step.js'
import { thenRecord, untilGivenUp, type Prepare } from './step.js'

/** Shows a scheduled text at the bottom of its conversation, in the place of where it was shown before. */
export const preparePostScheduled: Prepare<'post-scheduled'> = async (flow, { messageId }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found) return undefined
  const { place } = found.conversation
  const isObsolete = message.status !== 'scheduled' || (place.type === 'thread' && !place.root)
  if (isObsolete && entry.state === 'pending') return undefined
  const view = viewScheduled(message, found)
  const gone = followingChannel(found.conversation)
  return postStep(flow, outside, {
    entry,
    target: targetOf(place),
    view,
    purpose: 'other',
    conversationId: message.conversationId,
    messageId,
    isObsolete,
    record: (recording, ref) => record(recording, messageId, ref, view),
    ...gone,
    async refused(recording, failure) {
      if (failure.category !== 'thread-missing') return gone.refused?.(recording, failure) ?? 'dead'
      await beginAgain(recording, messageId)
      return 'drop'
    },
  })
}

/** It may have changed, or left, while it was posted. */
async function record(flow: Flow, messageId: string, ref: PostRef, shown: PanelView): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found) return
  const isOpen = message.status === 'scheduled' || message.status === 'canceled'
  const obsolete = isOpen ? message.question : ref
  const lane = cardLane(message.conversationId)
  if (obsolete) await flow.enqueue(lane, { type: 'remove-post', post: obsolete })
  if (!isOpen) return
  await flow.tx.messages.save({ ...message, question: ref })
  if (JSON.stringify(viewScheduled(message, found)) === JSON.stringify(shown)) return
  await flow.enqueue(lane, { type: 'update-scheduled', messageId }, { key: `scheduled:${messageId}` })
}

/** Somebody deleted the thread: the text is the root of a new one. */
async function beginAgain(flow: Flow, messageId: string): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  const conversation = message && (await flow.tx.conversations.find(message.conversationId))
  if (!message || conversation?.place.type !== 'thread') return
  const { root: _deleted, ...begun } = conversation.place
  await flow.tx.conversations.save({ ...conversation, place: begun })
  const unposted: Message = { ...message, post: undefined }
  await flow.tx.messages.save(unposted)
  await postScheduled(flow, unposted)
}

/** Makes the post of a scheduled text show how it stands by now. */
export const prepareUpdateScheduled: Prepare<'update-scheduled'> = async (flow, { messageId }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message?.question || !found) return undefined
  if (message.status !== 'scheduled' && message.status !== 'canceled') return undefined
  const { question } = message
  const view = viewScheduled(message, found)
  return {
    call: () => thenRecord(outside.chat.update(flow.workspaceId, question, view), async () => {}),
    whenUnknown: 'repeat',
    ...untilGivenUp(entry),
  }
}

function viewScheduled(message: Message, { contact }: FoundConversation): PanelView {
  const summary = message.status === 'canceled' ? 'A scheduled text was canceled.' : 'A text is scheduled.'
  return { type: 'panel', summary, items: scheduledItems(message, contact) }
}
