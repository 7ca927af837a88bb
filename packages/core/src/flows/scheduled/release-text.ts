import { cardLane } from '../../domain/lane.js'
import type { Message } from '../../domain/message.js'
import { redrawHead } from '../conversations/redraw-head.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { queueText, type QueueTextResult } from '../queue-text.js'

/** Queues a scheduled text like any other: consent, line and author are checked anew. It keeps its id. */
export async function releaseText(flow: Flow, scheduled: Message): Promise<QueueTextResult> {
  const found = await findConversation(flow, scheduled.conversationId)
  if (!found) return { type: 'refused', reason: 'no-line', sentence: 'Not sent: its conversation is no longer there.' }
  const { author, conversationId, files, post, question, text } = scheduled
  const result = await queueText(flow, { ...found, author, text, files, post, scheduled })
  if (result.type === 'refused') return result
  if (question) await flow.enqueue(cardLane(conversationId), { type: 'remove-post', post: question })
  if (post) await redrawHead(flow, conversationId)
  return result
}
