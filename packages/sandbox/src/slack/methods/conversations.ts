import { flagOf, limitOf, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { visibleChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import { pageOf } from '../api/pagination.js'
import { requireScope } from '../api/scopes.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel } from '../state/types.js'
import { channelOnWire } from '../state/wire.js'

/** Which channels there are, and who is in them. */
export const conversationMethods: Methods = {
  'conversations.list': { tier: 2, acceptsJson: false, run: list },
  'conversations.info': { tier: 3, acceptsJson: false, run: info },
  'conversations.members': { tier: 4, acceptsJson: false, run: members },
}

const kinds = { public_channel: 'public', private_channel: 'private', im: 'im', mpim: undefined } as const
const readScopes = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const

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

function wire(context: Context, channel: SlackChannel): Json {
  return channelOnWire(channel, context.state, context.identity)
}
