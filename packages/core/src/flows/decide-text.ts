import { cardLane } from '../domain/lane.js'
import { isShown, type Message, type MessageAuthor } from '../domain/message.js'
import { dropAsked, isAsked, sendAsked } from './ask-first.js'
import type { Decision } from './broadcasts/decide-unsure.js'
import type { Flow } from './flow.js'
import { findConversation } from './open-conversation.js'
import { addPart } from './parts.js'
import { queueText } from './queue-text.js'
import type { Refusal } from './refusal.js'
import { resolveText } from './resolve-text.js'

export type TextDecided =
  | { readonly type: 'decided' }
  /** There is no such text, or nothing to decide about it, or no more. */
  | { readonly type: 'nothing' }
  | Refusal

const nothing = { type: 'nothing' } as const

/**
 * Decides about a text that somebody is asked about, only once: one of which nobody knows whether it left, or one that was
 * typed where texts are confirmed first. One of a broadcast that is not shown in its conversation is decided about there.
 */
export async function decideText(
  flow: Flow,
  messageId: string,
  decision: Decision,
  author: MessageAuthor,
): Promise<TextDecided> {
  const message = await flow.tx.messages.find(messageId)
  if (!message || message.blankedAt || !isShown(message)) return nothing
  if (message.status === 'unknown') return decideUnsureText(flow, message, decision, author)
  return (await isAsked(flow, message)) ? decideAsked(flow, message, decision) : nothing
}

/** Sends it again as a new one of `author`, or leaves it as it is. */
export async function decideUnsureText(
  flow: Flow,
  message: Message,
  decision: Decision,
  author: MessageAuthor,
): Promise<TextDecided> {
  if (message.status !== 'unknown' || message.resolution) return nothing
  if (decision === 'left') {
    await resolveText(flow, message, 'left')
    return decided(flow, message)
  }
  const found = await findConversation(flow, message.conversationId)
  if (!found) return nothing
  const { post, text } = message
  // What is linked to stands in the text.
  const files = message.files?.filter(({ isLinked }) => !isLinked)
  const result = await queueText(flow, { ...found, author, text, files, post, isReady: true })
  if (result.type === 'refused') return result
  await resolveText(flow, message, 'resent')
  await addPart(flow, message, result.message)
  return decided(flow, message)
}

async function decideAsked(flow: Flow, asked: Message, decision: Decision): Promise<TextDecided> {
  if (decision === 'left') {
    await dropAsked(flow, asked)
    return { type: 'decided' }
  }
  const found = await findConversation(flow, asked.conversationId)
  const result = found && (await sendAsked(flow, found, asked))
  if (!result || result.type === 'refused') return result ?? nothing
  return decided(flow, asked)
}

/** Nobody needs to be asked about it any more. */
async function decided(flow: Flow, { conversationId, question }: Message): Promise<TextDecided> {
  if (question) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: question })
  return { type: 'decided' }
}
