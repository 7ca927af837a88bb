import type { Context } from '../context.js'
import type { SlackChannel, SlackMessage, SlackUser } from '../state/types.js'

/** Somebody in the workspace; throws when there is no such person. */
export function personOf(context: Context, userId: string): SlackUser {
  const user = context.state.user(userId)
  if (!user) throw new Error(`There is nobody with the id ${userId} in the workspace. Add them with addMember.`)
  return user
}

/** A channel by its id or its name, with or without `#`; throws when there is none. */
export function channelOf(context: Context, channel: string): SlackChannel {
  const found = context.state.channel(channel) ?? context.state.channelNamed(channel.replace(/^#/, ''))
  if (!found) throw new Error(`There is no channel ${channel}. Add it with addChannel.`)
  return found
}

/** A channel that somebody is a member of; throws when they are not, or are deactivated. */
export function channelWith(context: Context, channel: string, userId: string): SlackChannel {
  const found = channelOf(context, channel)
  if (personOf(context, userId).isDeleted) throw new Error(`${userId} is deactivated.`)
  if (!found.members.includes(userId)) throw new Error(`${userId} is not a member of #${found.name}.`)
  return found
}

/** A message people can see; throws when it is not there. */
export function messageOf(context: Context, channel: SlackChannel, ts: string): SlackMessage {
  const message = context.state.message(channel.id, ts)
  if (!message || message.subtype === 'tombstone') throw new Error(`There is no message ${ts} in #${channel.name}.`)
  return message
}
