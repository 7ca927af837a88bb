import {
  decideDelivery,
  sentenceFor,
  type DeliveryDecision,
  type DeliveryQuestion,
} from '../../domain/decide-delivery.js'
import type { Conversation, Place } from '../../domain/conversation.js'
import type { SendMode } from '../../domain/send-mode.js'
import type { ChatMessageEvent } from '../../ports/chat-adapter.js'
import { actOnChange } from '../act-on-change.js'
import { actOnDecision } from '../act-on-decision.js'
import { isDuplicate, type Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { isOvertaken, takeChange } from '../overtaking-change.js'
import { tellOnce } from '../tell.js'
import { findKnownChannel } from './known-channel.js'

/**
 * Does what is to be done about something written at the top of a channel, when the channel is, or was, a conversation's
 * own. False when it is neither.
 */
export async function actInChannel(flow: Flow, event: ChatMessageEvent): Promise<boolean> {
  const { channelId } = event.post
  const conversation = await flow.tx.conversations.findByChannel(channelId)
  if (conversation) await actInOwnChannel(flow, event, conversation)
  if (conversation) return true
  const known = await findKnownChannel(flow, channelId)
  if (known) await actInFormerChannel(flow, event, known.conversationId)
  return known !== undefined
}

async function actInOwnChannel(
  flow: Flow,
  event: ChatMessageEvent,
  { id, lineId, place }: Conversation,
): Promise<void> {
  const statusWords = flow.lines.find(lineId)
  const guess = decide(event, 'direct-channel', { mode: modeOf(place), statusWords })
  if (guess.type === 'internal' && !guess.mustTellAuthor) return
  const found = await findConversation(flow, id)
  const now = found?.conversation.place
  if (!found || now?.type !== 'direct' || now.channel !== event.post.channelId) {
    return actInFormerChannel(flow, event, id)
  }
  if (await isDuplicate(flow, event.identities, event.post.messageId)) return
  const change = (await isOvertaken(flow, event.post)) ? await takeChange(flow, event.post) : undefined
  await actOnDecision(flow, event, found, decide(event, 'direct-channel', { mode: modeOf(now), statusWords }))
  if (change) await actOnChange(flow, change)
}

const modeOf = (place: Place): SendMode | undefined => (place.type === 'direct' ? place.mode : undefined)

/** Whoever goes on writing in a channel that a conversation has left could think that it goes. */
async function actInFormerChannel(flow: Flow, event: ChatMessageEvent, conversationId: string): Promise<void> {
  const decision = decide(event, 'former-channel')
  if (decision.type !== 'internal' || !decision.mustTellAuthor) return
  if (await isDuplicate(flow, event.identities, event.post.messageId)) return
  await tellOnce(flow, event, event.post.channelId, sentenceFor(decision.reason), conversationId)
}

function decide(
  event: ChatMessageEvent,
  position: 'direct-channel' | 'former-channel',
  rules: Pick<DeliveryQuestion, 'mode' | 'statusWords'> = {},
): DeliveryDecision {
  return decideDelivery({ ...event, author: event.author.type, position, ...rules })
}
