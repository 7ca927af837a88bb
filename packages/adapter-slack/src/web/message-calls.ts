import type { ChatOutcome, Mark, PostRef } from '@threadline/core'
import type { RenderedPost } from '../blocks/index.js'
import { safeUpdateOptions, statusEmojiName } from '../text/index.js'
import type { JsonObject } from '../json.js'
import type { WebApi } from './web-api.js'

/** `chat.update` refuses more than this, in characters. */
const maximumUpdateLength = 4000

/**
 * Shows other content in a post.
 *
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
export async function update(
  call: WebApi,
  workspaceId: string,
  ref: PostRef,
  { text, blocks }: RenderedPost,
): Promise<ChatOutcome<PostRef>> {
  const outcome = await call({
    workspaceId,
    method: 'chat.update',
    args: { channel: ref.channelId, ts: ref.messageId, text: shortened(text), blocks, ...safeUpdateOptions },
  })
  return outcome.type === 'done' ? { type: 'done', value: ref } : outcome
}

/**
 * Deletes a post. Done also when it was gone.
 *
 * @see https://docs.slack.dev/reference/methods/chat.delete
 */
export async function remove(call: WebApi, workspaceId: string, ref: PostRef): Promise<ChatOutcome<undefined>> {
  const args = { channel: ref.channelId, ts: ref.messageId }
  return doneWhen(await call({ workspaceId, method: 'chat.delete', args }), 'message_not_found')
}

/**
 * Adds a status emoji to a message. Done also when it was there.
 *
 * @see https://docs.slack.dev/reference/methods/reactions.add
 */
export async function mark(
  call: WebApi,
  workspaceId: string,
  ref: PostRef,
  status: Mark,
): Promise<ChatOutcome<undefined>> {
  const args = { channel: ref.channelId, timestamp: ref.messageId, name: statusEmojiName(status) }
  return doneWhen(await call({ workspaceId, method: 'reactions.add', args }), 'already_reacted')
}

function doneWhen(outcome: ChatOutcome<JsonObject>, code: string): ChatOutcome<undefined> {
  const isDone = outcome.type === 'done' || (outcome.type === 'refused' && outcome.failure.code === code)
  return isDone ? { type: 'done', value: undefined } : outcome
}

/** The text is only the fallback of the blocks, so its end may go. Whole characters, not halves of one. */
function shortened(text: string): string {
  if (text.length <= maximumUpdateLength) return text
  return `${text.slice(0, maximumUpdateLength - 2).replace(/[\ud800-\udbff]$/, '')}…`
}
