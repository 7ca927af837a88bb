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
    subtype: channel.kind === 'private' ? 'group_join' : 'channel_join',
    user: userId,
    text: `<@${userId}> has joined the channel`,
    ...(inviter === undefined ? {} : { inviter }),
  })
  context.events.emit(
    {
      type: 'member_joined_channel',
      user: userId,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: teamOf(context.state.user(userId), context.identity),
      ...(inviter === undefined ? {} : { inviter }),
      event_ts: context.state.nextTs(channel.id),
    },
    joined,
  )
  return joined
}

/** Sets the topic, with the line in the channel that says so. */
export function setTopic(context: Context, channel: SlackChannel, userId: string, topic: string): SlackChannel {
  const changed: SlackChannel = { ...channel, topic }
  context.state.putChannel(changed)
  postMessage(context, changed, {
    subtype: channel.kind === 'private' ? 'group_topic' : 'channel_topic',
    user: userId,
    text: `set the channel topic: ${topic}`,
    topic,
  })
  return changed
}

/** Archives a channel: nobody can write in it any more. */
export function archiveChannel(context: Context, channel: SlackChannel, userId: string): void {
  context.state.putChannel({ ...channel, isArchived: true })
  postMessage(context, channel, {
    subtype: `${channelTypeOf(channel)}_archive`,
    user: userId,
    text: 'archived the channel',
  })
  const type = `${channelTypeOf(channel)}_archive`
  context.events.emit({ type, channel: channel.id, user: userId, event_ts: context.state.nextTs(channel.id) }, channel)
}
