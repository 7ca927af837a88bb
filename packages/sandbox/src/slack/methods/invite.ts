import { joinChannel } from '../acts/membership.js'
import { flagOf, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { activeChannel, visibleChannel } from '../api/look-up.js'
import { requireScope } from '../api/scopes.js'
import type { Context } from '../context.js'
import type { Json, SlackChannel } from '../state/types.js'
import { channelOnWire } from '../state/wire.js'

/** Most people one call may invite. */
const mostInvited = 100

/**
 * `conversations.invite`. Without `force` one wrong id keeps everybody out; with it the others get in, and the answer
 * says who did not. https://docs.slack.dev/reference/methods/conversations.invite
 */
export function invite(context: Context, args: Arguments): Json {
  const found = visibleChannel(context, args)
  requireScope(context, ...(found.kind === 'private' ? privateScopes : publicScopes))
  const channel = activeChannel(context, args)
  const users = [...new Set((textOf(args, 'users') ?? '').split(',').flatMap((id) => id.trim() || []))]
  if (users.length === 0) throw new SlackFailure('no_user')
  if (users.length > mostInvited) throw new SlackFailure('too_many_users')
  const refused = users.flatMap((user) => {
    const error = refusalOf(context, channel, user)
    return error === undefined ? [] : [{ user, ok: false, error }]
  })
  const welcome = users.filter((user) => !refused.some((refusal) => refusal.user === user))
  const first = refused[0]
  if (first && (!flagOf(args, 'force') || welcome.length === 0))
    throw new SlackFailure(first.error, { errors: refused })
  const joined = welcome.reduce((into, user) => joinChannel(context, into, user, context.identity.botUserId), channel)
  const answer = { channel: channelOnWire(joined, context.state, context.identity) }
  return refused.length > 0 ? { ...answer, errors: refused } : answer
}

const publicScopes = ['channels:manage', 'channels:write.invites']
const privateScopes = ['groups:write', 'groups:write.invites']

function refusalOf(context: Context, channel: SlackChannel, userId: string): string | undefined {
  const user = context.state.user(userId)
  if (!user || user.isDeleted) return 'user_not_found'
  if (userId === context.identity.botUserId) return 'cant_invite_self'
  if (channel.members.includes(userId)) return 'already_in_channel'
  if (user.kind === 'external') return 'no_external_invite_permission'
  if (user.kind === 'app') return 'cant_invite'
  if (user.kind !== 'full' && !context.preferences().canInviteGuests) return 'user_is_restricted'
  return user.kind === 'single-channel-guest' && isElsewhere(context, userId) ? 'ura_max_channels' : undefined
}

function isElsewhere(context: Context, userId: string): boolean {
  return context.state.channels().some(({ kind, members }) => kind !== 'im' && members.includes(userId))
}
