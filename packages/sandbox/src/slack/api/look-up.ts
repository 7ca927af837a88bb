import { createChannel } from '../acts/channels.js'
import { isTombstone } from '../acts/messages.js'
import type { Context } from '../context.js'
import type { SlackChannel, SlackMessage } from '../state/types.js'
import { requiredText, type Arguments } from './arguments.js'
import { SlackFailure } from './failure.js'
import { requireScope } from './scopes.js'

/**
 * The channel of a call, as far as the app can see it: a private one it is not in does not exist for it.
 *
 * @throws SlackFailure `channel_not_found`
 */
export function visibleChannel(context: Context, args: Arguments): SlackChannel {
  return visible(context, context.state.channel(requiredText(args, 'channel')))
}

/** The same, and the app is a member: else `not_in_channel`. */
export function memberChannel(context: Context, args: Arguments): SlackChannel {
  return inChannel(context, visibleChannel(context, args))
}

/** The same, and it is not archived: else `is_archived`. */
export function activeChannel(context: Context, args: Arguments): SlackChannel {
  return active(memberChannel(context, args))
}

/** The channel, if the app is a member of it: else `not_in_channel`. */
export function inChannel(context: Context, channel: SlackChannel): SlackChannel {
  if (!channel.members.includes(context.identity.botUserId)) throw new SlackFailure('not_in_channel')
  return channel
}

/** A channel to read from: the scope depends on its kind. */
export function readableChannel(context: Context, args: Arguments): SlackChannel {
  const channel = visibleChannel(context, args)
  requireScope(context, { public: 'channels:history', private: 'groups:history', im: 'im:history' }[channel.kind])
  return inChannel(context, channel)
}

/** A channel to write in. Here, and only here, a name does as well as an id, and a user's id means their messages with the app. */
export function writableChannel(context: Context, args: Arguments): SlackChannel {
  const value = requiredText(args, 'channel')
  const { state, rules } = context
  const found = state.channel(value) ?? state.channelNamed(value.replace(/^#/, '')) ?? directMessage(context, value)
  const channel = visible(context, found)
  const mayWriteAnywhere = channel.kind === 'public' && rules.scopes.has('chat:write.public')
  return active(mayWriteAnywhere ? channel : inChannel(context, channel))
}

/**
 * The message with this timestamp.
 *
 * @throws SlackFailure `message_not_found`
 */
export function messageIn(context: Context, channel: SlackChannel, ts: string): SlackMessage {
  const message = context.state.message(channel.id, ts)
  if (!message || isTombstone(message)) throw new SlackFailure('message_not_found')
  return message
}

/** Whether the app itself wrote the message. */
export function isOwn(context: Context, message: SlackMessage): boolean {
  return message.bot_id === context.identity.botId
}

function visible(context: Context, channel: SlackChannel | undefined): SlackChannel {
  const isHidden = channel?.kind !== 'public' && !channel?.members.includes(context.identity.botUserId)
  if (!channel || isHidden) throw new SlackFailure('channel_not_found')
  return channel
}

function active(channel: SlackChannel): SlackChannel {
  if (channel.isArchived) throw new SlackFailure('is_archived')
  return channel
}

/** The direct message between the app and somebody; opened by the first message in it. */
export function directMessage(context: Context, userId: string): SlackChannel | undefined {
  const { state, identity } = context
  const user = state.user(userId)
  if (!user || user.kind === 'app') return undefined
  const existing = state.channels().find((channel) => channel.kind === 'im' && channel.members.includes(userId))
  if (existing) return existing
  const members = [userId, identity.botUserId]
  return createChannel(context, { name: 'directmessage', kind: 'im', creator: userId, members })
}
