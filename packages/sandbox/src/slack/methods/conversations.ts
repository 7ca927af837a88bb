import { archiveChannel, joinChannel, setTopic } from '../acts/membership.js'
import { flagOf, limitOf, requiredText, textOf, type Arguments } from '../api/arguments.js'
import { invalidArguments, SlackFailure } from '../api/failure.js'
import { activeChannel, memberChannel, visibleChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import { pageOf } from '../api/pagination.js'
import { requireScope } from '../api/scopes.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel } from '../state/types.js'
import { channelOnWire } from '../state/wire.js'
import { checkChannelName } from './channel-name.js'
import { invite } from './invite.js'

/** `conversations.*`, but for reading messages. */
export const conversationMethods: Methods = {
  'conversations.list': { tier: 2, acceptsJson: false, run: list },
  'conversations.info': { tier: 3, acceptsJson: false, run: info },
  'conversations.members': { tier: 4, acceptsJson: false, run: members },
  'conversations.create': { tier: 2, run: create },
  'conversations.invite': { tier: 3, run: invite },
  'conversations.join': { tier: 3, scopes: ['channels:join'], run: join },
  'conversations.setTopic': { tier: 2, run: topic },
  'conversations.archive': { tier: 2, run: archive },
}

/** Longest topic. */
const longestTopic = 250

const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: undefined } as const
const readScopes = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const
const writeScopes = { public: 'channels:manage', private: 'groups:write', im: 'im:write' } as const

function list(context: Context, args: Arguments): Json {
  const types = (textOf(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
  const wanted = types.flatMap((type) => kindOf(type) ?? [])
  for (const kind of wanted) requireScope(context, readScopes[kind])
  const channels = context.state
    .channels()
    .filter((channel) => wanted.includes(channel.kind) && isListed(context, channel))
    .filter((channel) => !channel.isArchived || !flagOf(args, 'exclude_archived'))
  const limit = limitOf(args, { usual: 100, most: 1000 })
  const page = pageOf(channels, { cursor: textOf(args, 'cursor'), limit, keyOf: (channel) => channel.id })
  return {
    channels: page.items.map((channel) => wire(context, channel)),
    response_metadata: { next_cursor: page.nextCursor },
  }
}

function kindOf(type: string): SlackChannel['kind'] | undefined {
  if (!Object.hasOwn(kinds, type)) throw new SlackFailure('invalid_types')
  return kinds[type as keyof typeof kinds]
}

function isListed(context: Context, channel: SlackChannel): boolean {
  return channel.kind === 'public' || channel.members.includes(context.identity.botUserId)
}

function info(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  requireScope(context, readScopes[channel.kind])
  const count = flagOf(args, 'include_num_members') ? { num_members: channel.members.length } : {}
  return { channel: { ...wire(context, channel), ...count } }
}

function members(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  requireScope(context, readScopes[channel.kind])
  const limit = limitOf(args, { usual: 100, most: 1000 })
  const page = pageOf(channel.members, { cursor: textOf(args, 'cursor'), limit, keyOf: (id) => id })
  return { members: page.items, response_metadata: { next_cursor: page.nextCursor } }
}

function create(context: Context, args: Arguments): Json {
  const { state, ids, identity, clock, rules } = context
  const kind = flagOf(args, 'is_private') ? 'private' : 'public'
  requireScope(context, writeScopes[kind])
  if (rules.isChannelCreationRestricted) throw new SlackFailure('restricted_action')
  const name = checkChannelName(args['name'])
  if (state.channelNamed(name)) throw new SlackFailure('name_taken')
  const channel: SlackChannel = {
    id: ids.mint('C'),
    name,
    kind,
    isArchived: false,
    createdAt: clock.now(),
    creator: identity.botUserId,
    topic: '',
    members: [identity.botUserId],
  }
  state.putChannel(channel)
  return { channel: wire(context, channel) }
}

function join(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  if (channel.kind !== 'public') throw new SlackFailure('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackFailure('is_archived')
  if (channel.members.includes(context.identity.botUserId)) {
    const already = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
    return { channel: wire(context, channel), ...already }
  }
  return { channel: wire(context, joinChannel(context, channel, context.identity.botUserId)) }
}

function topic(context: Context, args: Arguments): Json {
  const channel = activeChannel(context, args)
  requireScope(context, writeScopes[channel.kind], 'channels:write.topic')
  const value = args['topic']
  if (typeof value !== 'string') throw invalidArguments('missing required field: topic')
  if (value.length > longestTopic) throw new SlackFailure('too_long')
  return { channel: wire(context, setTopic(context, channel, context.identity.botUserId, value)) }
}

function archive(context: Context, args: Arguments): Json {
  const found = visibleChannel(context, args)
  requireScope(context, writeScopes[found.kind])
  if (found.kind === 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  if (found.isArchived) throw new SlackFailure('already_archived')
  archiveChannel(
    context,
    memberChannel(context, { channel: requiredText(args, 'channel') }),
    context.identity.botUserId,
  )
  return {}
}

function wire(context: Context, channel: SlackChannel): Json {
  return channelOnWire(channel, context.state, context.identity)
}
