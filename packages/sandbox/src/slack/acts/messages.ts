import type { Context } from '../context.js'
import type { SlackChannel, SlackMessage } from '../state/types.js'
import { repliesTo } from '../state/wire.js'

/** Keeps a new message, makes its root the head of a thread, and tells the app. */
export function postMessage(
  context: Context,
  channel: SlackChannel,
  draft: Omit<SlackMessage, 'type' | 'ts'>,
): SlackMessage {
  const { state, events } = context
  const message: SlackMessage = {
    type: 'message',
    ts: state.nextTs(channel.id),
    ...draft,
    ...parentOf(context, channel, draft),
  }
  state.putMessage(channel.id, message)
  const root = draft.thread_ts === undefined ? undefined : state.message(channel.id, draft.thread_ts)
  if (root && root.thread_ts === undefined) state.putMessage(channel.id, { ...root, thread_ts: root.ts })
  events.messagePosted(channel, message)
  return message
}

/** Replaces a message and tells the app. */
export function changeMessage(
  context: Context,
  channel: SlackChannel,
  previous: SlackMessage,
  message: SlackMessage,
): SlackMessage {
  context.state.putMessage(channel.id, message)
  context.events.messageChanged(channel, previous, message)
  return message
}

/** Takes a message away. The root of a thread that has replies leaves a tombstone behind, as in Slack. */
export function deleteMessage(context: Context, channel: SlackChannel, message: SlackMessage): void {
  const { state, events } = context
  if (message.thread_ts === message.ts && repliesTo(state, channel.id, message.ts).length > 0) {
    changeMessage(context, channel, message, tombstoneOf(message))
    return
  }
  state.removeMessage(channel.id, message.ts)
  events.messageDeleted(channel, message)
}

/** Whether there is nothing left of a message but its place. */
export function isTombstone(message: SlackMessage): boolean {
  return message.subtype === 'tombstone'
}

function parentOf(context: Context, channel: SlackChannel, draft: Pick<SlackMessage, 'thread_ts'>) {
  if (draft.thread_ts === undefined) return {}
  const root = context.state.message(channel.id, draft.thread_ts)
  return { parent_user_id: root?.user ?? context.identity.botUserId }
}

function tombstoneOf(message: SlackMessage): SlackMessage {
  return {
    type: 'message',
    subtype: 'tombstone',
    ts: message.ts,
    text: 'This message was deleted.',
    user: 'USLACKBOT',
    thread_ts: message.ts,
  }
}
