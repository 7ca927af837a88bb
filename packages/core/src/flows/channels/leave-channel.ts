import type { Conversation } from '../../domain/conversation.js'
import type { Failure } from '../../domain/failure.js'
import { cardLane, chatLane } from '../../domain/lane.js'
import { tellChanged } from '../conversations/change-conversation.js'
import type { Flow } from '../flow.js'
import { saveKnownChannel, type LeaveReason } from './known-channel.js'

/** Why a channel refused a post. */
export function whyGone({ category }: Failure): LeaveReason {
  if (category === 'archived') return 'archived'
  return category === 'not-in-place' ? 'removed' : 'gone'
}

/** A conversation goes back from its channel to its thread, which says so. What waits to be shown is shown there. */
export async function leaveChannel(flow: Flow, conversation: Conversation, reason: LeaveReason): Promise<void> {
  const { id: conversationId, place } = conversation
  if (place.type === 'thread') return
  const { channel, isPrivate, isShared, mode, thread } = place
  const moved: Conversation = { ...conversation, place: thread }
  await flow.tx.conversations.save(moved)
  await saveKnownChannel(flow, channel, { conversationId, isPrivate, isShared, mode, left: reason })
  await flow.enqueue(chatLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: sentenceOf[reason],
    where: 'thread',
  })
  // Whoever waits for an answer was announced in the channel only.
  if (conversation.notification.waiting) {
    await flow.enqueue(cardLane(conversationId), { type: 'post-card', conversationId }, { key: 'card' })
  }
  await tellChanged(flow, conversation, moved, { type: 'automation', rule: `channel-${reason}` })
}

const sentenceOf: Readonly<Record<LeaveReason, string>> = {
  archived:
    'The channel of this conversation was archived, so it goes on here: answer in this thread. Unarchive the channel to go back there.',
  deleted:
    'The channel of this conversation was deleted, so it goes on here: answer in this thread. Create channel makes a new one.',
  removed:
    'The app was removed from the channel of this conversation, so it goes on here: answer in this thread. Create channel makes a new one.',
  closed: 'The channel of this conversation was closed, so it goes on here: answer in this thread.',
  gone: 'The channel of this conversation cannot be reached any more, so it goes on here: answer in this thread. Create channel makes a new one.',
}
