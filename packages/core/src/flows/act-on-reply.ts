import {
  decideDelivery,
  sentenceFor,
  type DeliveryDecision,
  type DeliveryPosition,
  type InternalReason,
} from '../domain/decide-delivery.js'
import type { Reply } from '../domain/reply.js'
import type { KnownPost } from '../ports/storage.js'
import type { Flow } from './flow.js'
import { findConversation, type FoundConversation } from './open-conversation.js'
import { queueText } from './queue-text.js'
import { tell, tellOnce } from './tell.js'

/** Whether anything is to be done about a reply: it goes to the contact, or its author could think that it does. */
export function isOfConcern(reply: Reply, thread: KnownPost | undefined, mayBeOurs: boolean): boolean {
  if (thread?.purpose === 'card') return reply.author.type === 'member' && reply.kind !== 'other'
  const isInConversation = thread ? thread.purpose === 'root' : mayBeOurs
  const decision = decide(reply, isInConversation ? 'conversation-thread' : 'other-thread')
  return decision.type !== 'internal' || decision.mustTellAuthor
}

/** Does what is to be done about a reply whose thread is known, or will never be. */
export async function actOnReply(flow: Flow, reply: Reply, thread: KnownPost | undefined): Promise<void> {
  if (!thread) return giveUp(flow, reply)
  if (thread.purpose === 'card') return pointToConversation(flow, reply, thread)
  if (thread.purpose !== 'root' || thread.conversationId === undefined) return
  const found = await findConversation(flow, thread.conversationId)
  if (!found) return tell(flow, reply, 'Not sent: this conversation is no longer there.')
  const hasMoved = found.conversation.place.type === 'direct'
  const decision = decide(reply, hasMoved ? 'moved-thread' : 'conversation-thread')
  if (decision.type === 'deliver') return deliver(flow, reply, found)
  if (decision.type === 'internal' && decision.mustTellAuthor) await explain(flow, reply, found, decision.reason)
}

/** Of what is so for the whole thread its author is told once. */
async function explain(flow: Flow, reply: Reply, found: FoundConversation, reason: InternalReason): Promise<void> {
  const sentence = sentenceFor(reason)
  if (reason !== 'moved') return tell(flow, reply, sentence)
  const { id, place } = found.conversation
  await tellOnce(flow, reply, `${reply.thread.messageId}:${place.channel}`, sentence, id)
}

/** A thread that only might have been ours was another app's: what is said there is no business of ours. */
async function giveUp(flow: Flow, reply: Reply): Promise<void> {
  if (!reply.isThreadOurs) return
  await tell(flow, reply, 'Not sent: this thread belongs to no conversation that is known here.')
}

function decide(reply: Reply, position: DeliveryPosition): DeliveryDecision {
  return decideDelivery({ ...reply, author: reply.author.type, position })
}

async function deliver(flow: Flow, reply: Reply, found: FoundConversation): Promise<void> {
  if (reply.author.type !== 'member') return
  const result = await queueText(flow, { ...found, author: reply.author, text: reply.text, post: reply.post })
  if (result.type === 'refused') return tell(flow, reply, result.sentence)
  const { id: messageId, conversationId } = result.message
  await flow.tx.posts.save({ ref: reply.post, purpose: 'message', conversationId, messageId })
}

/** A reply under the card looks like an answer, but the card is not the conversation. */
async function pointToConversation(flow: Flow, reply: Reply, card: KnownPost): Promise<void> {
  const sentence = 'Not sent: this is the thread of a notification. Answer in the conversation.'
  await tell(flow, reply, sentence, card.conversationId)
}
