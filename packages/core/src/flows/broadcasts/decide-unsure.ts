import type { MessageAuthor } from '../../domain/message.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { addPart } from '../parts.js'
import { queueText } from '../queue-text.js'
import { resolveText } from '../resolve-text.js'
import { showNow } from './change-broadcast.js'

/** `left` as it is, or `resent`: as a new text, because a person said so. */
export type Decision = 'left' | 'resent'

export type Decided =
  | { readonly type: 'decided'; readonly broadcastId: string }
  /** There is no such text, or it is known by now what became of it, or somebody has decided already. */
  | { readonly type: 'not-unsure'; readonly broadcastId?: string }
  | { readonly type: 'refused'; readonly broadcastId: string; readonly sentence: string }

/**
 * A person decides about a text of a broadcast of which nobody knows whether it went; only once. What is sent again takes the
 * place of the first in the figures of the broadcast, and is as quiet.
 */
export async function decideUnsure(
  flow: Flow,
  messageId: string,
  decision: Decision,
  author: MessageAuthor,
): Promise<Decided> {
  const seen = await flow.tx.messages.peek(messageId)
  const broadcastId = seen?.broadcastId
  if (!seen || broadcastId === undefined) return { type: 'not-unsure' }
  const broadcast = await flow.tx.broadcasts.find(broadcastId)
  const [conversation] = await flow.tx.conversations.peekAll([seen.conversationId])
  const recipient = conversation && (await flow.tx.recipients.find(broadcastId, conversation.contactId))
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'unknown' || message.resolution) return { type: 'not-unsure', broadcastId }
  if (decision === 'resent') {
    if (broadcast?.status === 'canceled') return { type: 'refused', broadcastId, sentence: overNow }
    const found = await findConversation(flow, message.conversationId)
    if (!found) return { type: 'not-unsure', broadcastId }
    // Where it is shown by now, the new one shows in its place.
    const { post, text } = message
    const result = await queueText(flow, { ...found, author, text, post, broadcastId, isReady: true })
    if (result.type === 'refused') return { type: 'refused', broadcastId, sentence: result.sentence }
    await resolveText(flow, message, decision)
    if (message.parts || message.partOf) await addPart(flow, message, result.message)
    else if (recipient) await flow.tx.recipients.save({ ...recipient, messageId: result.message.id })
  } else await resolveText(flow, message, decision)
  if (broadcast) await showNow(flow, broadcast)
  return { type: 'decided', broadcastId }
}

const overNow = 'This broadcast was canceled, so nothing of it is sent again. Text them by themselves.'
