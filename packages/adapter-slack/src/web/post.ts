import type { ChatOutcome, ChatPost, PostRef } from '@threadline/core'
import type { RenderedPost } from '../blocks/index.js'
import { refused, unknownOutcome } from '../errors.js'
import { textOf, type JsonObject } from '../json.js'
import { safePostOptions, safeUpdateOptions } from '../text/index.js'
import { clientMessageId } from './client-message-id.js'
import { memberOf } from './direct.js'
import { markerOf } from './post-marker.js'
import type { WebApi } from './web-api.js'

/** What {@link post} needs. */
export interface PostDependencies {
  readonly call: WebApi
  /** The id of a channel given as an id or a name. */
  readonly channelId: (workspaceId: string, nameOrId: string) => Promise<ChatOutcome<{ readonly id: string }>>
}

/**
 * Posts a message, or shows it to one member. Slack takes a channel's name where it can; where it cannot, the name is
 * looked up. So is the channel of a member's direct messages.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export async function post(
  { call, channelId }: PostDependencies,
  workspaceId: string,
  chatPost: ChatPost,
  content: RenderedPost,
): Promise<ChatOutcome<PostRef>> {
  const nameOrId = chatPost.target.thread?.channelId ?? chatPost.target.channel
  if (memberOf(nameOrId) !== undefined) {
    const opened = await channelId(workspaceId, nameOrId)
    return opened.type === 'done' ? postIn(call, workspaceId, opened.value.id, chatPost, content) : opened
  }
  const outcome = await postIn(call, workspaceId, nameOrId, chatPost, content)
  if (!nameOrId.startsWith('#') || !isChannelUnknown(outcome)) return outcome
  const resolved = await channelId(workspaceId, nameOrId)
  if (resolved.type === 'refused') return resolved
  return resolved.type === 'done' ? postIn(call, workspaceId, resolved.value.id, chatPost, content) : outcome
}

async function postIn(
  call: WebApi,
  workspaceId: string,
  channel: string,
  { reference, target }: ChatPost,
  content: RenderedPost,
): Promise<ChatOutcome<PostRef>> {
  const common = { channel, thread_ts: target.thread?.messageId, ...contentArgs(content) }
  const outcome = target.onlyFor
    ? await call({
        workspaceId,
        method: 'chat.postEphemeral',
        args: { ...common, ...safeUpdateOptions, user: target.onlyFor },
      })
    : await call({
        workspaceId,
        method: 'chat.postMessage',
        limitedIn: channel,
        args: {
          ...common,
          ...safePostOptions,
          client_msg_id: clientMessageId(workspaceId, reference),
          metadata: markerOf(reference),
        },
      })
  if (outcome.type === 'done') return postedRef(outcome.value, channel)
  return isRootMissing(outcome, target.thread) ? refused('thread_not_found') : outcome
}

function contentArgs({ text, blocks, username, iconEmoji }: RenderedPost): JsonObject {
  return { text, blocks, username, icon_emoji: iconEmoji }
}

/** Slack answers with the id of a channel that was given by name. Ephemeral answers only hold a timestamp. */
function postedRef(answer: JsonObject, channel: string): ChatOutcome<PostRef> {
  const messageId = textOf(answer.ts) ?? textOf(answer.message_ts)
  if (!messageId) return unknownOutcome('Slack took the post and did not say where it is.')
  return { type: 'done', value: { channelId: textOf(answer.channel) ?? channel, messageId } }
}

function isRootMissing(outcome: ChatOutcome<JsonObject>, thread: PostRef | undefined): boolean {
  return thread !== undefined && outcome.type === 'refused' && outcome.failure.code === 'message_not_found'
}

function isChannelUnknown(outcome: ChatOutcome<PostRef>): boolean {
  return outcome.type === 'refused' && outcome.failure.code === 'channel_not_found'
}
