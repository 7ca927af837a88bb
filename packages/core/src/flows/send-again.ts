import { hasFailed } from '../domain/failure-steps.js'
import type { Message, MessageAuthor } from '../domain/message.js'
import type { Flow } from './flow.js'
import { findConversation } from './open-conversation.js'
import { resolveText } from './resolve-text.js'
import { queueText, type QueueTextResult } from './queue-text.js'

/** `not-failed`: there is no such text that did not arrive, or somebody has sent it again already. */
export type SendAgainResult = QueueTextResult | { readonly type: 'not-failed' }

/**
 * Sends a text that did not arrive once more, as a new one of `author`; only once.
 *
 * @param withLinks - whether its files are linked to instead of going along
 */
export async function sendAgain(
  flow: Flow,
  messageId: string,
  author: MessageAuthor,
  withLinks: boolean,
): Promise<SendAgainResult> {
  const message = await flow.tx.messages.find(messageId)
  const found = message && hasFailed(message) && (await findConversation(flow, message.conversationId))
  if (!found || message.resolution) return { type: 'not-failed' }
  const files = (message.files ?? []).map((file) => (withLinks ? { ...file, isLinked: true } : file))
  const result = await queueText(flow, { ...found, author, text: withoutLinks(flow, message), files })
  if (result.type === 'queued') await resolveText(flow, message, 'resent')
  return result
}

/** The words of a text that failed. Links to its files lead nowhere by now: the next text has links of its own. */
export function withoutLinks({ mediaUrl }: Flow, { files = [], text }: Message): string {
  if (!files.some(({ isLinked }) => isLinked)) return text
  const addresses = files.flatMap(({ isLinked, url }) => (isLinked && url !== undefined ? [url] : []))
  const lines = text.split('\n').filter((line) => !line.startsWith(`${mediaUrl}/`) && !addresses.includes(line))
  return lines.join('\n')
}
