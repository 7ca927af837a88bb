import { flagOf, textOf, type Arguments } from '../api/arguments.js'
import type { Context } from '../context.js'
import { authorOf, contentOf, type Content } from '../methods/post-content.js'
import type { Hook } from '../state/hooks.js'
import { changeMessage, deleteMessage, postMessage } from './messages.js'

/**
 * Does what an app asks for at a `response_url`, or in its answer to a command: a message to one person or to all, in
 * the place of the one that was clicked in, or nothing in its place. The app need not be in the channel for it.
 *
 * @throws SlackFailure `no_text`, `invalid_blocks` and their kin
 */
export function respond(context: Context, hook: Hook, args: Arguments): void {
  if (flagOf(args, 'delete_original')) return takeAway(context, hook)
  const content = contentOf(context, args)
  if (flagOf(args, 'replace_original') && hook.ts !== undefined) return replace(context, hook, hook.ts, content)
  const thread = textOf(args, 'thread_ts')
  const place = thread === undefined ? {} : { thread_ts: thread }
  const channel = context.state.channel(hook.channelId)
  if (!channel) return
  if (args['response_type'] === 'in_channel') {
    postMessage(context, channel, { ...authorOf(context, {}), ...said(content), ...place })
    return
  }
  const ts = context.state.nextTs(channel.id)
  context.state.putEphemeral({ ts, channel: channel.id, user: hook.userId, ...said(content), ...place })
}

function takeAway(context: Context, hook: Hook): void {
  if (hook.ts === undefined) return
  if (hook.isEphemeral) return context.state.removeEphemeral(hook.ts)
  const channel = context.state.channel(hook.channelId)
  const message = context.state.message(hook.channelId, hook.ts)
  if (channel && message) deleteMessage(context, channel, message)
}

function replace(context: Context, hook: Hook, ts: string, content: Content): void {
  const { identity, state } = context
  if (hook.isEphemeral) {
    const thread = hook.threadTs === undefined ? {} : { thread_ts: hook.threadTs }
    state.removeEphemeral(ts)
    state.putEphemeral({ ts, channel: hook.channelId, user: hook.userId, ...said(content), ...thread })
    return
  }
  const channel = state.channel(hook.channelId)
  const previous = state.message(hook.channelId, ts)
  if (!channel || !previous) return
  const { blocks: _blocks, ...rest } = previous
  const edited = { user: identity.botUserId, ts: state.nextTs(channel.id) }
  changeMessage(context, channel, previous, { ...rest, ...said(content), edited })
}

function said({ blocks, text }: Content) {
  return { text, ...(blocks && blocks.length > 0 ? { blocks } : {}) }
}
