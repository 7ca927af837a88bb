import { channelHead } from '../domain/channel-head.js'
import type { Failure } from '../domain/failure.js'
import { openingOf, rootOf } from '../domain/place.js'
import { topicOf } from '../flows/channels/enter-channel.js'
import { channelReady, channelRefused } from '../flows/channels/opening-channel.js'
import { tellNotArchived, tellNotInvited } from '../flows/channels/tell-of-channel.js'
import { findConversation } from '../flows/open-conversation.js'
import { isNothingToWaitFor } from './open-channel.js'
import { postStep } from './post-step.js'
import { thenRecord, untilGivenUp, type Prepare } from './step.js'
import { viewContact } from './views.js'

/** Posts the head of a new channel. Only a channel that can be posted in becomes the place of a conversation. */
export const preparePostChannelHead: Prepare<'post-channel-head'> = async (
  flow,
  { conversationId },
  outside,
  entry,
) => {
  const found = await findConversation(flow, conversationId)
  const channel = found && openingOf(found.conversation.place)?.channel
  const thread = found && rootOf(found.conversation.place)
  if (!found || channel === undefined || !thread) return undefined
  const { contact, line } = found
  return postStep(flow, outside, {
    entry,
    target: { channel },
    view: channelHead(found.conversation, viewContact(contact), {
      lineName: line?.name ?? '',
      mode: line?.sendMode,
      thread,
    }),
    purpose: 'other',
    conversationId,
    record: (recording) => channelReady(recording, conversationId),
    refused: (recording, failure) => channelRefused(recording, conversationId, failure),
    isFinal: isNothingToWaitFor,
    giveUpAt: untilGivenUp(entry).giveUpAt,
  })
}

export const prepareSetTopic: Prepare<'set-topic'> = async (flow, { channel, conversationId }, outside, entry) => {
  const found = await findConversation(flow, conversationId)
  const { channels } = outside.chat
  if (!found || !channels || found.contact.erasedAt) return undefined
  const topic = topicOf(found.contact)
  return {
    call: () => thenRecord(channels.setTopic(flow.workspaceId, channel, topic), async () => {}),
    whenUnknown: 'repeat',
    isFinal: isNothingToWaitFor,
    ...untilGivenUp(entry),
  }
}

/** Who cannot be brought in is told, and everybody else is in. */
export const prepareInvite: Prepare<'invite'> = async (flow, effect, outside, entry) => {
  const { channels } = outside.chat
  if (!channels) return undefined
  const { channel, conversationId, memberIds } = effect
  return {
    call: () =>
      thenRecord(channels.invite(flow.workspaceId, channel, memberIds), (recording, failed) =>
        tellNotInvited(recording, conversationId, channel, failed),
      ),
    whenUnknown: 'repeat',
    isFinal: isNothingToWaitFor,
    giveUpAt: untilGivenUp(entry).giveUpAt,
    async refused(recording, failure: Failure) {
      const failed = memberIds.map((memberId) => ({ memberId, failure }))
      await tellNotInvited(recording, conversationId, channel, failed)
      return 'drop'
    },
  }
}

export const prepareArchiveChannel: Prepare<'archive-channel'> = async (flow, effect, outside, entry) => {
  const { channels } = outside.chat
  if (!channels) return undefined
  const { channel, conversationId } = effect
  return {
    call: () => thenRecord(channels.archive(flow.workspaceId, channel), async () => {}),
    whenUnknown: 'repeat',
    isFinal: isNothingToWaitFor,
    giveUpAt: untilGivenUp(entry).giveUpAt,
    async refused(recording, failure: Failure) {
      await tellNotArchived(recording, conversationId, channel, failure)
      return 'drop'
    },
  }
}
