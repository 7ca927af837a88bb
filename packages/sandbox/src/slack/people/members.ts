import { joinChannel } from '../acts/membership.js'
import { postMessage } from '../acts/messages.js'
import type { Context } from '../context.js'
import { checkChannelName } from '../methods/channel-name.js'
import type { SlackChannel, SlackUser } from '../state/types.js'
import { channelOf, channelWith, personOf } from './place.js'

/** Somebody to add. */
export interface NewMember {
  readonly id?: string
  readonly name: string
  /** @defaultValue full */
  readonly kind?: 'full' | 'guest' | 'external'
}

/** A channel to add. */
export interface NewChannel {
  readonly id?: string
  /** Without `#`. */
  readonly name: string
  /** @defaultValue false */
  readonly isPrivate?: boolean
  /** @defaultValue everybody there is */
  readonly members?: readonly string[]
  /** Whether the app is a member. @defaultValue true */
  readonly withApp?: boolean
}

/** Adds somebody to the workspace. */
export function addMember(context: Context, member: NewMember): SlackUser {
  const user: SlackUser = {
    id: member.id ?? context.ids.mint('U'),
    name: member.name,
    kind: member.kind ?? 'full',
    isDeleted: false,
  }
  context.state.putUser(user)
  return user
}

/** Deactivates somebody. */
export function deactivate(context: Context, userId: string): void {
  context.state.putUser({ ...personOf(context, userId), isDeleted: true })
}

/** Adds a channel, without any message in it. */
export function addChannel(context: Context, options: NewChannel): SlackChannel {
  const { state, identity, ids, clock } = context
  if (state.channelNamed(checkChannelName(options.name)))
    throw new Error(`There is a channel #${options.name} already.`)
  const everybody = state.users().flatMap((user) => (user.kind === 'app' || user.isDeleted ? [] : user.id))
  const people = options.members ?? everybody
  for (const userId of people) personOf(context, userId)
  const channel: SlackChannel = {
    id: options.id ?? ids.mint('C'),
    name: options.name,
    kind: options.isPrivate ? 'private' : 'public',
    isArchived: false,
    createdAt: clock.now(),
    creator: people[0] ?? identity.botUserId,
    topic: '',
    members: (options.withApp ?? true) ? [...people, identity.botUserId] : people,
  }
  state.putChannel(channel)
  return channel
}

/** Somebody joins a channel, or the app is invited to it. */
export function join(context: Context, options: { readonly as: string; readonly channel: string }): void {
  const channel = channelOf(context, options.channel)
  personOf(context, options.as)
  if (!channel.members.includes(options.as)) joinChannel(context, channel, options.as)
}

/** Somebody leaves a channel, or the app is removed from it. */
export function leave(context: Context, options: { readonly as: string; readonly channel: string }): void {
  const channel = channelWith(context, options.channel, options.as)
  const without = { ...channel, members: channel.members.filter((id) => id !== options.as) }
  context.state.putChannel(without)
  const subtype = channel.kind === 'private' ? 'group_leave' : 'channel_leave'
  postMessage(context, without, { subtype, user: options.as, text: `<@${options.as}> has left the channel` })
  const team = context.identity.teamId
  const channelType = channel.kind === 'private' ? 'G' : 'C'
  const event = { type: 'member_left_channel', user: options.as, channel: channel.id, channel_type: channelType, team }
  context.events.emit({ ...event, event_ts: context.state.nextTs(channel.id) }, channel)
}
