import { joinChannel, leaveChannel } from '../acts/membership.js'
import { requiredText, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { inChannel, visibleChannel } from '../api/look-up.js'
import type { Methods } from '../api/method.js'
import { manageScopes, requireScope } from '../api/scopes.js'
import type { Context } from '../context.js'
import { channelOnWire, isGeneral } from '../state/wire.js'
import type { Json, SlackChannel } from '../state/types.js'
import { invite } from './invite.js'

/** Who is in a channel. */
export const membershipMethods: Methods = {
  'conversations.invite': { tier: 3, run: invite },
  'conversations.join': { tier: 3, scopes: ['channels:join'], run: join },
  'conversations.kick': { tier: 3, run: kick },
  'conversations.leave': { tier: 3, run: leave },
}

function join(context: Context, args: Arguments): Json {
  const channel = visibleChannel(context, args)
  const { botUserId } = context.identity
  if (channel.kind !== 'public') throw new SlackFailure('method_not_supported_for_channel_type')
  if (channel.isArchived) throw new SlackFailure('is_archived')
  if (!channel.members.includes(botUserId)) return { channel: wire(context, joinChannel(context, channel, botUserId)) }
  const already = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
  return { channel: wire(context, channel), ...already }
}

function kick(context: Context, args: Arguments): Json {
  const channel = manageable(context, args)
  const user = requiredText(args, 'user')
  if (!context.state.user(user)) throw new SlackFailure('user_not_found')
  if (user === context.identity.botUserId) throw new SlackFailure('cant_kick_self')
  if (isGeneral(channel)) throw new SlackFailure('cant_kick_from_general')
  inChannel(context, channel)
  if (!channel.members.includes(user)) throw new SlackFailure('not_in_channel')
  if (!context.preferences().canRemoveMembers) throw new SlackFailure('restricted_action')
  leaveChannel(context, channel, user, context.identity.botUserId)
  return { errors: {} }
}

/** Leaving a channel one is not in is no error, but says so. */
function leave(context: Context, args: Arguments): Json {
  const channel = manageable(context, args)
  const { botUserId } = context.identity
  if (!channel.members.includes(botUserId)) return { ok: false, not_in_channel: true }
  if (channel.isArchived) throw new SlackFailure('is_archived')
  if (isGeneral(channel)) throw new SlackFailure('cant_leave_general')
  if (channel.members.length === 1) throw new SlackFailure('last_member')
  leaveChannel(context, channel, botUserId, botUserId)
  return {}
}

function manageable(context: Context, args: Arguments): SlackChannel {
  const channel = visibleChannel(context, args)
  requireScope(context, ...manageScopes[channel.kind])
  if (channel.kind === 'im') throw new SlackFailure('method_not_supported_for_channel_type')
  return channel
}

function wire(context: Context, channel: SlackChannel): Json {
  return channelOnWire(channel, context.state, context.identity)
}
