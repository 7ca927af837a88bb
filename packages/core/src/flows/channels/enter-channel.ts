import type { Conversation, DirectPlace } from '../../domain/conversation.js'
import { cardLane, chatLane, placeLane, timerLane } from '../../domain/lane.js'
import { threadOf } from '../../domain/place.js'
import { formatForPeople } from '../../domain/phone-number.js'
import { tellChanged } from '../conversations/change-conversation.js'
import type { Flow } from '../flow.js'
import { saveKnownChannel } from './known-channel.js'

/** A conversation goes on in its own channel from now on; its thread says so, with the way there. */
export async function enterChannel(
  flow: Flow,
  conversation: Conversation,
  { channel, isPrivate, isShared, mode }: Omit<DirectPlace, 'type' | 'thread'>,
): Promise<void> {
  const { id: conversationId, notification } = conversation
  const { opening: _done, ...thread } = threadOf(conversation.place)
  const { card, dueAt, ...state } = notification
  const moved: Conversation = {
    ...conversation,
    place: { type: 'direct', channel, isPrivate, isShared, mode, thread },
    notification: state,
  }
  await flow.tx.conversations.save(moved)
  await saveKnownChannel(flow, channel, { conversationId, isPrivate })
  await flow.enqueue(chatLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: 'This conversation goes on in a channel of its own. What is written in this thread is not sent any more.',
    where: 'thread',
    linksTo: { channel },
  })
  if (dueAt) await flow.tx.outbox.cancel(timerLane(conversationId), 'notify')
  await flow.tx.outbox.cancel(cardLane(conversationId), 'card')
  if (card) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: card })
  await tellChanged(flow, conversation, moved, { type: 'automation', rule: 'channel-ready' })
}

/** Brings people in and says what the channel is about, once the conversation is there. */
export async function furnishChannel(
  flow: Flow,
  conversationId: string,
  channel: string,
  memberIds: readonly string[],
) {
  await flow.enqueue(placeLane(conversationId), { type: 'set-topic', conversationId, channel })
  await inviteTo(flow, conversationId, channel, memberIds)
}

export async function inviteTo(flow: Flow, conversationId: string, channel: string, memberIds: readonly string[]) {
  if (memberIds.length === 0) return
  await flow.enqueue(placeLane(conversationId), { type: 'invite', conversationId, channel, memberIds })
}

/** What a contact's channel is about, in at most 250 characters. */
export function topicOf({ address, name }: { readonly address: string; readonly name?: string }): string {
  const number = formatForPeople(address)
  const who = name === undefined ? number : `${name.slice(0, 150)} · ${number}`
  return `Texts with ${who}. What is written at the top is texted; threads stay inside.`.slice(0, 250)
}
