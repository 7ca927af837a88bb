import type { OpeningChannel } from '../domain/conversation.js'
import type { OutboxEntry } from '../domain/effect.js'
import type { Failure } from '../domain/failure.js'
import { openingOf, rootOf } from '../domain/place.js'
import { channelMade, channelRefused } from '../flows/channels/opening-channel.js'
import type { ChannelRef, ChatChannels, ChatOutcome } from '../ports/chat-adapter.js'
import { rootNotRecorded, thenRecord, untilGivenUp, type Prepare, type StepOutcome } from './step.js'

/**
 * Makes a channel for a conversation. When nobody knows whether it was made, it is looked for by its name before another
 * one is.
 */
export const prepareOpenChannel: Prepare<'open-channel'> = async (flow, { conversationId }, outside, entry) => {
  const conversation = await flow.tx.conversations.find(conversationId)
  const opening = conversation && openingOf(conversation.place)
  if (!conversation || !opening || opening.channel !== undefined) return undefined
  const { channels } = outside.chat
  const { giveUpAt } = untilGivenUp(entry)
  const refused = (recording: typeof flow, failure: Failure) => channelRefused(recording, conversationId, failure)
  if (!channels) return { call: async () => noChannels, whenUnknown: 'repeat', refused }
  // The thread must be able to say where the conversation goes on.
  if (!rootOf(conversation.place))
    return { call: async () => rootNotRecorded, whenUnknown: 'repeat', refused, giveUpAt }

  const record = (made: Promise<ChatOutcome<ChannelRef>>) =>
    thenRecord(made, (recording, channel) => channelMade(recording, conversationId, channel.id))
  return {
    call: () => record(make(channels, flow.workspaceId, opening, entry)),
    whenUnknown: 'read-back',
    readBack: (startedAt) => record(find(channels, flow.workspaceId, opening, startedAt)),
    refused,
    isFinal: isNothingToWaitFor,
    giveUpAt,
  }
}

/** Whoever clicked is told at once what to change; only what mends itself is waited for. */
export function isNothingToWaitFor({ category }: Failure): boolean {
  return category !== 'rate-limited' && category !== 'platform-down'
}

/** A name can be taken by our own earlier call, of which nothing was heard in time. */
async function make(
  channels: ChatChannels,
  workspaceId: string,
  opening: OpeningChannel,
  { attempts, createdAt }: OutboxEntry,
): Promise<ChatOutcome<ChannelRef>> {
  const made = await channels.create(workspaceId, opening)
  if (attempts === 0 || made.type !== 'refused' || made.failure.category !== 'name-taken') return made
  const found = await channels.find(workspaceId, opening, createdAt)
  if (found.type !== 'done') return { ...found, type: 'unknown' }
  return found.value ? { type: 'done', value: found.value } : made
}

async function find(
  channels: ChatChannels,
  workspaceId: string,
  opening: OpeningChannel,
  startedAt: Date,
): Promise<ChatOutcome<ChannelRef>> {
  const found = await channels.find(workspaceId, opening, startedAt)
  if (found.type !== 'done') return found
  return found.value ? { type: 'done', value: found.value } : notThere
}

const notThere: ChatOutcome<never> = { type: 'refused', retryable: false, failure: { category: 'message-missing' } }

const noChannels: StepOutcome = {
  type: 'refused',
  retryable: false,
  failure: {
    category: 'not-permitted',
    code: 'no-channels',
    detail: 'This chat platform has no channels of that kind.',
  },
}
