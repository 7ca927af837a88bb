import { ruleOf } from '../../domain/channel-head.js'
import type { Conversation, DirectPlace } from '../../domain/conversation.js'
import { chatLane } from '../../domain/lane.js'
import type { ChatChannelEvent } from '../../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from '../flow.js'
import { tellChanged } from '../conversations/change-conversation.js'
import { enterChannel } from './enter-channel.js'
import { findKnownChannel, saveKnownChannel } from './known-channel.js'
import { leaveChannel } from './leave-channel.js'

/** Something became of a channel. Of one that was never a conversation's own nothing follows. */
export async function changeChannel(deps: FlowDeps, event: ChatChannelEvent): Promise<void> {
  await inTransaction(deps, event.workspaceId, async (flow) => {
    const known = await findKnownChannel(flow, event.channelId)
    if (!known || (await isDuplicate(flow, event.identities, event.channelId))) return
    const conversation = await flow.tx.conversations.find(known.conversationId)
    if (!conversation) return
    if (isIn(conversation, event.channelId)) return changeOwn(flow, event, conversation, conversation.place)
    if (event.kind === 'unarchived') await comeBack(flow, event, conversation)
  })
}

type InChannel = Conversation & { readonly place: DirectPlace }

const isIn = (conversation: Conversation, channel: string): conversation is InChannel =>
  conversation.place.type === 'direct' && conversation.place.channel === channel

async function changeOwn(
  flow: Flow,
  event: ChatChannelEvent,
  conversation: Conversation,
  place: DirectPlace,
): Promise<void> {
  switch (event.kind) {
    case 'archived':
    case 'deleted':
      return leaveChannel(flow, conversation, event.kind)
    case 'left':
      return leaveChannel(flow, conversation, 'removed')
    case 'made-private':
      return save(flow, conversation, { ...place, isPrivate: true }, event.kind)
    case 'shared':
      return share(flow, conversation, place)
    case 'unshared':
      return save(flow, conversation, { ...place, isShared: false }, event.kind)
    case 'id-changed':
      return follow(flow, event, conversation, place)
    case 'renamed':
    case 'unarchived':
      return
    default:
      event.kind satisfies never
  }
}

async function save(
  flow: Flow,
  conversation: Conversation,
  place: DirectPlace,
  kind: ChatChannelEvent['kind'],
): Promise<void> {
  const moved = { ...conversation, place }
  await flow.tx.conversations.save(moved)
  await tellChanged(flow, conversation, moved, { type: 'automation', rule: `channel-${kind}` })
}

/** Said once: everybody in the channel has to know who reads along. */
async function share(flow: Flow, conversation: Conversation, place: DirectPlace): Promise<void> {
  if (place.isShared) return
  await save(flow, conversation, { ...place, isShared: true }, 'shared')
  await flow.enqueue(chatLane(conversation.id), {
    type: 'post-notice',
    conversationId: conversation.id,
    text: '⚠️ This channel is shared with another organisation: its people read what this contact writes, and what is answered. What they write here is not sent.',
  })
}

/** The same channel by another id. */
async function follow(
  flow: Flow,
  { newChannelId: channel }: ChatChannelEvent,
  conversation: Conversation,
  place: DirectPlace,
): Promise<void> {
  if (channel === undefined) return
  await save(flow, conversation, { ...place, channel }, 'id-changed')
  await saveKnownChannel(flow, channel, { conversationId: conversation.id, isPrivate: place.isPrivate })
}

/** Whoever opens an archived channel again wants the conversation back in it; a channel that was closed stays closed. */
async function comeBack(
  flow: Flow,
  { channelId: channel }: ChatChannelEvent,
  conversation: Conversation,
): Promise<void> {
  const known = await findKnownChannel(flow, channel)
  const { id: conversationId, place } = conversation
  if (known?.left !== 'archived' || place.type !== 'thread' || place.opening) return
  const { isPrivate, isShared, mode } = known
  await enterChannel(flow, conversation, { channel, isPrivate, isShared, mode })
  await flow.enqueue(chatLane(conversationId), {
    type: 'post-notice',
    conversationId,
    text: `This conversation is back in this channel. ${ruleOf(mode, 'the contact')}`,
  })
}
