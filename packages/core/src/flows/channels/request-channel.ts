import { channelName } from '../../domain/channel-name.js'
import type { Conversation, OpeningChannel } from '../../domain/conversation.js'
import { placeLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { inviteTo } from './enter-channel.js'

/** What came of asking for a channel. `begun`: it is being made, by this request or an earlier one. */
export type ChannelRequest =
  | { readonly type: 'begun'; readonly isUnderWay: boolean }
  | { readonly type: 'there'; readonly channel: string }
  | { readonly type: 'not-found' }

/**
 * Has a channel made for a conversation. The row of the conversation decides: however many ask at once, there is one, and
 * all of them are invited.
 */
export async function requestChannel(
  flow: Flow,
  conversationId: string,
  memberIds: readonly string[],
): Promise<ChannelRequest> {
  const found = await findConversation(flow, conversationId)
  if (!found || found.contact.erasedAt) return { type: 'not-found' }
  const { contact, conversation, line } = found
  const { place } = conversation
  if (place.type === 'direct') {
    await inviteTo(flow, conversationId, place.channel, memberIds)
    return { type: 'there', channel: place.channel }
  }
  const isPrivate = line?.channelPrivacy === 'private'
  const opening = place.opening ?? { name: channelName(contact), memberIds: [], isPrivate, namesTaken: 0 }
  await save(flow, conversation, { ...opening, memberIds: [...new Set([...opening.memberIds, ...memberIds])] })
  if (!place.opening) await flow.enqueue(placeLane(conversationId), { type: 'open-channel', conversationId })
  return { type: 'begun', isUnderWay: place.opening !== undefined }
}

async function save(flow: Flow, conversation: Conversation, opening: OpeningChannel): Promise<void> {
  const { place } = conversation
  if (place.type === 'thread') await flow.tx.conversations.save({ ...conversation, place: { ...place, opening } })
}
