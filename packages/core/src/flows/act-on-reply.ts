import {
  decideDelivery,
  type DeliveryDecision,
  type DeliveryPosition,
  type DeliveryQuestion,
} from '../domain/decide-delivery.js'
import type { Reply } from '../domain/reply.js'
import type { KnownPost } from '../ports/storage.js'
import { actOnDecision, type Typed } from './act-on-decision.js'
import type { Flow } from './flow.js'
import { findConversation } from './open-conversation.js'
import { tell } from './tell.js'

/** Whether anything is to be done about a reply: it goes to the contact, or its author could think that it does. */
export function isOfConcern({ lines }: Flow, reply: Reply, thread: KnownPost | undefined, mayBeOurs: boolean): boolean {
  if (thread?.purpose === 'card') return reply.author.type === 'member' && reply.kind !== 'other'
  const isInConversation = thread ? thread.purpose === 'root' : mayBeOurs
  const position = isInConversation ? 'conversation-thread' : 'other-thread'
  const statusWords = lines.findByChannel(reply.thread.channelId)
  // Its mode is known only with its conversation.
  return (['reply-all', 'mention-to-send'] as const).some((mode) => {
    const decision = decide(reply, position, { mode, statusWords })
    return decision.type !== 'internal' || decision.mustTellAuthor
  })
}

/** Does what is to be done about a reply whose thread is known, or will never be. */
export async function actOnReply(
  flow: Flow,
  reply: Reply & Pick<Typed, 'heardAt' | 'recent'>,
  thread: KnownPost | undefined,
): Promise<void> {
  if (!thread) return giveUp(flow, reply)
  if (thread.purpose === 'card') return pointToConversation(flow, reply, thread)
  if (thread.purpose !== 'root' || thread.conversationId === undefined) return
  const found = await findConversation(flow, thread.conversationId)
  if (!found) return tell(flow, reply, 'Not sent: this conversation is no longer there.')
  const position = found.conversation.place.type === 'direct' ? 'moved-thread' : 'conversation-thread'
  const rules = { mode: found.line?.sendMode, statusWords: found.line }
  await actOnDecision(flow, reply, found, decide(reply, position, rules))
}

/** A thread that only might have been ours was another app's: what is said there is no business of ours. */
async function giveUp(flow: Flow, reply: Reply): Promise<void> {
  if (!reply.isThreadOurs) return
  await tell(flow, reply, 'Not sent: this thread belongs to no conversation that is known here.')
}

type Rules = Pick<DeliveryQuestion, 'mode' | 'statusWords'>

function decide(reply: Reply, position: DeliveryPosition, rules: Rules): DeliveryDecision {
  return decideDelivery({ ...reply, author: reply.author.type, position, ...rules })
}

/** A reply under the card looks like an answer, but the card is not the conversation. */
async function pointToConversation(flow: Flow, reply: Reply, card: KnownPost): Promise<void> {
  const sentence = 'Not sent: this is the thread of a notification. Answer in the conversation.'
  await tell(flow, reply, sentence, card.conversationId)
}
