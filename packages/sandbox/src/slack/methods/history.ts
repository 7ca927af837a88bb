import { flagOf, limitOf, requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { readableChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import { pageOf } from '../api/pagination.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel, SlackMessage } from '../state/types.js'
import { messageOnWire, repliesTo } from '../state/wire.js'

/** Reading messages back. */
export const historyMethods: Methods = {
  'conversations.history': { tier: 3, run: history },
  'conversations.replies': { tier: 3, acceptsJson: false, run: replies },
}

function history(context: Context, args: Arguments): Json {
  const channel = readableChannel(context, args)
  const isWithin = bounds(args)
  const messages = context.state
    .messages(channel.id)
    .filter((message) => isInChannel(message) && isWithin(message))
    .reverse()
  const page = pageOf(messages, paging(args, { usual: 100, most: 999 }))
  return {
    messages: page.items.map((message) => wire(context, channel, args, message)),
    has_more: page.hasMore,
    pin_count: 0,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...cursor(page.nextCursor),
  }
}

function replies(context: Context, args: Arguments): Json {
  const channel = readableChannel(context, args)
  const root = context.state.message(channel.id, requiredText(args, 'ts'))
  if (!root) throw new SlackFailure('thread_not_found')
  const isWithin = bounds(args)
  const thread = repliesTo(context.state, channel.id, root.ts).filter(isWithin)
  const page = pageOf([root, ...thread], paging(args, { usual: 1000, most: 1000 }))
  return {
    messages: page.items.map((message) => wire(context, channel, args, message)),
    has_more: page.hasMore,
    ...cursor(page.nextCursor),
  }
}

function wire(context: Context, channel: SlackChannel, args: Arguments, message: SlackMessage): Json {
  const detail = flagOf(args, 'include_all_metadata') ? 'all' : 'type'
  return messageOnWire(context.state, context.identity, channel.id, message, detail)
}

/** Replies are not in the channel, unless they were also sent there. */
function isInChannel(message: SlackMessage): boolean {
  const isReply = message.thread_ts !== undefined && message.thread_ts !== message.ts
  return !isReply || message.subtype === 'thread_broadcast'
}

function bounds(args: Arguments): (message: SlackMessage) => boolean {
  const oldest = secondsArgument(args, 'oldest') ?? 0
  const latest = secondsArgument(args, 'latest') ?? Infinity
  const isInclusive = flagOf(args, 'inclusive')
  return ({ ts }) => {
    const at = Number(ts)
    return isInclusive ? at >= oldest && at <= latest : at > oldest && at < latest
  }
}

function secondsArgument(args: Arguments, name: 'oldest' | 'latest'): number | undefined {
  const value = textOf(args, name)
  if (value === undefined) return undefined
  if (!/^\d+(\.\d+)?$/.test(value)) throw new SlackFailure(`invalid_ts_${name}`)
  return Number(value)
}

function paging(args: Arguments, limits: { readonly usual: number; readonly most: number }) {
  return { cursor: textOf(args, 'cursor'), limit: limitOf(args, limits), keyOf: (message: SlackMessage) => message.ts }
}

function cursor(nextCursor: string): Json {
  return nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }
}
