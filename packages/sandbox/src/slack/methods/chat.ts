import { deleteMessage, changeMessage, postMessage } from '../acts/messages.js'
import { requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { isOwn, memberChannel, messageIn, visibleChannel, writableChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel, SlackMessage } from '../state/types.js'
import { messageOnWire } from '../state/wire.js'
import { authorOf, contentOf, isBroadcast, metadataOf, threadOf } from './post-content.js'

/** `chat.*` */
export const chatMethods: Methods = {
  'chat.postMessage': { tier: 'post', scopes: ['chat:write'], run: post },
  'chat.postEphemeral': { tier: 4, scopes: ['chat:write'], run: postEphemeral },
  'chat.update': { tier: 3, scopes: ['chat:write'], run: update },
  'chat.delete': { tier: 3, scopes: ['chat:write'], run: remove },
  'chat.getPermalink': { tier: 'free', acceptsJson: false, run: permalink },
}

/** Longest text an update takes. A post takes ten times as much. */
const longestUpdate = 4000

function post(context: Context, args: Arguments): Json {
  const channel = writableChannel(context, args)
  if (channel.kind === 'im' && !context.rules.hasMessagesTab) throw new SlackFailure('messages_tab_disabled')
  const clientMsgId = context.rules.dedupeClientMsgId ? textOf(args, 'client_msg_id') : undefined
  const thread = threadOf(context, channel.id, args)
  const content = contentOf(context, args)
  const metadata = metadataOf(args)
  const author = authorOf(context, args)
  const existing = clientMsgId === undefined ? undefined : duplicateOf(context, channel, clientMsgId)
  if (existing) return { ...posted(context, channel, existing), is_duplicate: true }

  const message = postMessage(context, channel, {
    ...author,
    text: content.text,
    ...(content.blocks && content.blocks.length > 0 ? { blocks: content.blocks } : {}),
    ...(content.attachments ? { attachments: content.attachments } : {}),
    ...(metadata === undefined || metadata === 'none' ? {} : { metadata }),
    ...(clientMsgId === undefined ? {} : { client_msg_id: clientMsgId }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(isBroadcast(args) ? { subtype: 'thread_broadcast' } : {}),
  })
  const warning = content.isTruncated ? { warning: 'message_truncated' } : {}
  return { ...posted(context, channel, message), ...warning }
}

function posted(context: Context, channel: SlackChannel, message: SlackMessage): Json {
  const wire = messageOnWire(context.state, context.identity, channel.id, message, 'all')
  return { channel: channel.id, ts: message.ts, message: wire }
}

/** A post that came before with the same id. Whether Slack works like this is not known outside: see the option. */
function duplicateOf(context: Context, channel: SlackChannel, clientMsgId: string): SlackMessage | undefined {
  return context.state.messages(channel.id).find((message) => message.client_msg_id === clientMsgId)
}

function postEphemeral(context: Context, args: Arguments): Json {
  const channel = writableChannel(context, args)
  const user = requiredText(args, 'user')
  if (!context.state.user(user)) throw new SlackFailure('user_not_found')
  if (!channel.members.includes(user)) throw new SlackFailure('user_not_in_channel')
  const thread = threadOf(context, channel.id, args)
  const content = contentOf(context, args)
  const ts = context.state.nextTs(channel.id)
  context.state.putEphemeral({
    ts,
    channel: channel.id,
    user,
    text: content.text,
    ...(content.blocks ? { blocks: content.blocks } : {}),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  })
  return { message_ts: ts }
}

function update(context: Context, args: Arguments): Json {
  const channel = memberChannel(context, args)
  const previous = messageIn(context, channel, requiredText(args, 'ts'))
  if (!isOwn(context, previous)) throw new SlackFailure('cant_update_message')
  if (channel.isArchived) throw new SlackFailure('is_inactive')
  if ((textOf(args, 'text') ?? '').length > longestUpdate) throw new SlackFailure('msg_too_long')
  const content = contentOf(context, args)
  const metadata = metadataOf(args)

  const { blocks: _blocks, attachments, metadata: kept, ...rest } = previous
  const message = changeMessage(context, channel, previous, {
    ...rest,
    text: content.text === '' ? previous.text : content.text,
    ...(content.blocks && content.blocks.length > 0 ? { blocks: content.blocks } : {}),
    ...keep('attachments', content.attachments ?? attachments),
    ...keep('metadata', metadata === 'none' ? undefined : (metadata ?? kept)),
    edited: { user: context.identity.botUserId, ts: context.state.nextTs(channel.id) },
  })
  return { ...posted(context, channel, message), text: message.text }
}

function keep<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  const field: { [Key in Name]?: Value } = {}
  if (value !== undefined) field[name] = value
  return field
}

function remove(context: Context, args: Arguments): Json {
  const channel = memberChannel(context, args)
  const message = messageIn(context, channel, requiredText(args, 'ts'))
  if (!isOwn(context, message)) throw new SlackFailure('cant_delete_message')
  deleteMessage(context, channel, message)
  return { channel: channel.id, ts: message.ts }
}

function permalink(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  const message = messageIn(context, channel, requiredText(args, 'message_ts'))
  return { channel: channel.id, permalink: permalinkOf(context, channel, message) }
}

function permalinkOf(context: Context, channel: SlackChannel, message: SlackMessage): string {
  const link = `${context.identity.teamUrl}archives/${channel.id}/p${message.ts.replace('.', '')}`
  if (message.thread_ts === undefined || message.thread_ts === message.ts) return link
  return `${link}?thread_ts=${message.thread_ts}&cid=${channel.id}`
}
