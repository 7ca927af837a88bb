import {
  archiveChannel,
  createChannel,
  renameChannel,
  setPurpose,
  setTopic,
  unarchiveChannel,
} from '../acts/channels.js'
import { flagOf, type Arguments } from '../api/arguments.js'
import { invalidArguments, SlackFailure } from '../api/failure.js'
import { activeChannel, inChannel, visibleChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import { manageScopes, requireScope } from '../api/scopes.js'
import type { Context } from '../context.js'
import { channelOnWire, isGeneral } from '../state/wire.js'
import type { Json, SlackChannel } from '../state/types.js'
import { checkChannelName, mendedChannelName } from './channel-name.js'

/** Making channels and changing what they are. */
export const channelMethods: Methods = {
  'conversations.create': { tier: 2, run: create },
  'conversations.rename': { tier: 2, run: rename },
  'conversations.archive': { tier: 2, run: archive },
  'conversations.unarchive': { tier: 2, run: unarchive },
  'conversations.setTopic': { tier: 2, run: describe('topic', setTopic) },
  'conversations.setPurpose': { tier: 2, run: describe('purpose', setPurpose) },
}

/** Longest topic, and longest description. */
const longestDescription = 250

function create(context: Context, args: Arguments): Json {
  const { state, identity } = context
  const kind = flagOf(args, 'is_private') ? 'private' : 'public'
  requireScope(context, ...manageScopes[kind])
  const { canCreatePrivateChannels, canCreatePublicChannels } = context.preferences()
  const isAllowed = kind === 'private' ? canCreatePrivateChannels : canCreatePublicChannels
  if (!isAllowed) throw new SlackFailure('restricted_action')
  const name = checkChannelName(args['name'])
  if (state.channelNamed(name)) throw new SlackFailure('name_taken')
  const creator = identity.botUserId
  return answer(context, createChannel(context, { name, kind, creator, members: [creator] }))
}

/** Slack changes a name that it can mend rather than refuse it, so what counts is the name in the answer. */
function rename(context: Context, args: Arguments): Json {
  const found = visibleChannel(context, args)
  requireScope(context, ...manageScopes[found.kind])
  const channel = activeChannel(context, args)
  if (channel.kind === 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  if (channel.creator !== context.identity.botUserId) throw new SlackFailure('not_authorized')
  const name = checkChannelName(mendedChannelName(args['name']))
  if (name === channel.name) return answer(context, channel)
  if (context.state.channelNamed(name)) throw new SlackFailure('name_taken')
  return answer(context, renameChannel(context, channel, context.identity.botUserId, name))
}

function archive(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  requireScope(context, ...manageScopes[channel.kind])
  if (channel.kind === 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackFailure('already_archived')
  if (isGeneral(channel)) throw new SlackFailure('cant_archive_general')
  inChannel(context, channel)
  if (!context.preferences().canArchiveChannels) throw new SlackFailure('restricted_action')
  archiveChannel(context, channel, context.identity.botUserId)
  return {}
}

function unarchive(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  requireScope(context, ...manageScopes[channel.kind])
  if (channel.kind === 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  if (!channel.isArchived) throw new SlackFailure('not_archived')
  unarchiveChannel(context, inChannel(context, channel), context.identity.botUserId)
  return {}
}

function describe(name: 'topic' | 'purpose', set: typeof setTopic): (context: Context, args: Arguments) => Json {
  return (context, args) => {
    const found = visibleChannel(context, args)
    const topicScope = found.kind === 'private' ? 'groups:write.topic' : 'channels:write.topic'
    requireScope(context, ...manageScopes[found.kind], topicScope)
    const channel = activeChannel(context, args)
    const value = args[name]
    if (typeof value !== 'string') throw invalidArguments(`missing required field: ${name}`)
    if (value.length > longestDescription) throw new SlackFailure('too_long')
    return answer(context, set(context, channel, context.identity.botUserId, value))
  }
}

function answer(context: Context, channel: SlackChannel): Json {
  return { channel: channelOnWire(channel, context.state, context.identity) }
}
