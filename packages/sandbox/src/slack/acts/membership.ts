import type { Context } from '../context.js'
import type { SlackChannel } from '../state/types.js'
import { channelTypeOf } from '../out/events.js'
import { teamOf } from '../state/wire.js'
import { postMessage } from './messages.js'

/** Puts somebody in a channel, with the line in the channel that says so. Returns the channel as it is now. */
export function joinChannel(context: Context, channel: SlackChannel, userId: string, inviter?: string): SlackChannel {
  const joined: SlackChannel = { ...channel, members: [...channel.members, userId] }
  context.state.putChannel(joined)
  postMessage(context, joined, {
    subtype: `${channelTypeOf(channel)}_join`,
    user: userId,
    text: `<@${userId}> has joined the channel`,
    ...(inviter === undefined ? {} : { inviter }),
  })
  tellMembership(context, joined, userId, {
    type: 'member_joined_channel',
    ...(inviter === undefined ? {} : { inviter }),
  })
  return joined
}

/**
 * Takes somebody out of a channel. When it is the app, that is the last it hears of a private one.
 *
 * @param actorId - who did it: themselves, or who removed them
 */
export function leaveChannel(context: Context, channel: SlackChannel, userId: string, actorId: string): SlackChannel {
  const left: SlackChannel = { ...channel, members: channel.members.filter((id) => id !== userId) }
  context.state.putChannel(left)
  postMessage(context, left, {
    subtype: `${channelTypeOf(channel)}_leave`,
    user: userId,
    text: `<@${userId}> has left the channel`,
  })
  tellMembership(context, channel, userId, { type: 'member_left_channel' })
  if (userId !== context.identity.botUserId) return left
  const event = { type: `${channelTypeOf(channel)}_left`, channel: channel.id, actor_id: actorId }
  context.events.emit({ ...event, event_ts: context.state.nextTs(channel.id) }, channel)
  return left
}

function tellMembership(
  context: Context,
  channel: SlackChannel,
  userId: string,
  { type, ...more }: { readonly type: string; readonly inviter?: string },
): void {
  const event = {
    type,
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: teamOf(context.state.user(userId), context.identity),
    ...more,
    event_ts: context.state.nextTs(channel.id),
  }
  context.events.emit(event, channel)
}
