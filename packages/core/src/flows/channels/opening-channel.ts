import { channelName } from '../../domain/channel-name.js'
import type { Conversation, OpeningChannel, ThreadPlace } from '../../domain/conversation.js'
import type { Failure } from '../../domain/failure.js'
import { channelLane, chatLane, placeLane } from '../../domain/lane.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { enterChannel, furnishChannel } from './enter-channel.js'
import { takeChannel } from './known-channel.js'
import { reasonOf } from './tell-of-channel.js'

/** After so many names that were taken something else is wrong. */
const mostNames = 25

/** A channel was made. One that turns out to be another conversation's is left to it, and the next name is tried. */
export async function channelMade(flow: Flow, conversationId: string, channel: string): Promise<void> {
  const at = await findOpening(flow, conversationId)
  if (!at || at.opening.channel !== undefined) return
  const { isPrivate } = at.opening
  if (!(await takeChannel(flow, channel, { conversationId, isPrivate }))) {
    await saveOpening(flow, at, await nextName(flow, at))
    return flow.enqueue(placeLane(conversationId), { type: 'open-channel', conversationId })
  }
  await saveOpening(flow, at, { ...at.opening, channel })
  await flow.enqueue(placeLane(conversationId), { type: 'post-channel-head', conversationId })
}

/** A channel has its head: the conversation moves there, and who asked for it and who looks after it are invited. */
export async function channelReady(flow: Flow, conversationId: string): Promise<void> {
  const at = await findOpening(flow, conversationId)
  if (at?.opening.channel === undefined) return
  const { conversation, opening } = at
  const { channel = '', isPrivate, memberIds } = opening
  const assignee = conversation.assigneeId === undefined ? [] : [conversation.assigneeId]
  // Whoever is careful in the threads of a line is so in a channel, until they choose otherwise.
  const mode = flow.lines.find(conversation.lineId)?.sendMode
  await enterChannel(flow, conversation, { channel, isPrivate, mode })
  await furnishChannel(flow, conversationId, channel, [...new Set([...memberIds, ...assignee])])
}

/** A channel could not be made: another name may do, or the conversation stays where it is and people are told why. */
export async function channelRefused(flow: Flow, conversationId: string, failure: Failure): Promise<'again' | 'drop'> {
  const at = await findOpening(flow, conversationId)
  if (!at) return 'drop'
  const { opening } = at
  if (failure.category === 'name-taken' && opening.namesTaken < mostNames) {
    await saveOpening(flow, at, await nextName(flow, at))
    return 'again'
  }
  if (failure.category === 'invalid-name' && !opening.isNumberOnly) {
    await saveOpening(flow, at, await numberOnly(flow, at))
    return 'again'
  }
  await giveUp(flow, at, failure)
  return 'drop'
}

interface Opening {
  readonly conversation: Conversation
  readonly place: ThreadPlace
  readonly opening: OpeningChannel
}

async function findOpening(flow: Flow, conversationId: string): Promise<Opening | undefined> {
  const conversation = await flow.tx.conversations.find(conversationId)
  const place = conversation?.place
  if (place?.type !== 'thread' || !place.opening) return undefined
  return { conversation, place, opening: place.opening } as Opening
}

async function saveOpening(flow: Flow, { conversation, place }: Opening, opening: OpeningChannel): Promise<void> {
  await flow.tx.conversations.save({ ...conversation, place: { ...place, opening } })
}

async function nextName(flow: Flow, at: Opening): Promise<OpeningChannel> {
  const namesTaken = at.opening.namesTaken + 1
  return { ...at.opening, namesTaken, name: await nameFor(flow, at, at.opening.isNumberOnly ?? false, namesTaken) }
}

async function numberOnly(flow: Flow, at: Opening): Promise<OpeningChannel> {
  return { ...at.opening, namesTaken: 0, isNumberOnly: true, name: await nameFor(flow, at, true, 0) }
}

async function nameFor(
  flow: Flow,
  { conversation, opening }: Opening,
  isNumberOnly: boolean,
  attempt: number,
): Promise<string> {
  const found = await findConversation(flow, conversation.id)
  if (!found) return opening.name
  const { address, name } = found.contact
  return channelName(isNumberOnly ? { address } : { address, name }, attempt)
}

async function giveUp(flow: Flow, { conversation, opening, place }: Opening, failure: Failure): Promise<void> {
  const { id: conversationId } = conversation
  const { opening: _over, ...thread } = place
  await flow.tx.conversations.save({ ...conversation, place: thread })
  const text = `No channel was made. ${reasonOf(failure)} The conversation goes on in this thread.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text, where: 'thread' })
  if (!place.root) return
  const { channelId: channel } = place.root
  for (const memberId of opening.memberIds) {
    const words = `No channel was made. ${reasonOf(failure)}`
    await flow.enqueue(channelLane(channel), { type: 'whisper', channel, memberId, text: words, conversationId })
  }
}
