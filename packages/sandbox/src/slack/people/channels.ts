import {
  archiveChannel,
  convertToPrivate,
  createChannel,
  deleteChannel,
  renameChannel,
  shareChannel,
  unarchiveChannel,
} from '../acts/channels.js'
import { joinChannel, leaveChannel } from '../acts/membership.js'
import type { Context } from '../context.js'
import { checkChannelName } from '../methods/channel-name.js'
import type { SlackChannel } from '../state/types.js'
import { channelOf, channelWith, personOf } from './place.js'

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

/** Somebody, and the channel they do something with: its id, or its name with or without `#`. */
export interface ChannelAct {
  readonly as: string
  readonly channel: string
}

/** What people do with channels. Each throws an `Error` that says why when the client would not let them. */
export interface ChannelActs {
  addChannel(channel: NewChannel): SlackChannel
  join(act: ChannelAct): void
  leave(act: ChannelAct): void
  /** Brings somebody in, or the app with its `identity.botUserId`. */
  invite(act: ChannelAct & { readonly member: string }): void
  /** Takes somebody out, or the app with its `identity.botUserId`: the app hears `channel_left` or `group_left`. */
  removeFromChannel(act: ChannelAct & { readonly member: string }): void
  renameChannel(act: ChannelAct & { readonly name: string }): void
  archive(act: ChannelAct): void
  unarchive(act: ChannelAct): void
  deleteChannel(act: ChannelAct): void
  convertToPrivate(act: ChannelAct): void
  /** Connects the channel with another company (Slack Connect). */
  share(act: ChannelAct): void
  unshare(act: ChannelAct): void
}

/** Gives people what they do with channels. */
export function createChannelActs(context: Context): ChannelActs {
  const open = (act: ChannelAct): SlackChannel => {
    const channel = channelWith(context, act.channel, act.as)
    if (channel.isArchived) throw new Error(`#${channel.name} is archived.`)
    return channel
  }
  return {
    addChannel: (channel) => addChannel(context, channel),
    join: (act) => bringIn(context, channelOf(context, act.channel), act.as),
    leave: (act) => void leaveChannel(context, channelWith(context, act.channel, act.as), act.as, act.as),
    invite: (act) => bringIn(context, open(act), act.member, act.as),
    removeFromChannel: (act) => remove(context, open(act), act),
    renameChannel: (act) => void renameChannel(context, open(act), act.as, freeName(context, act.name)),
    archive: (act) => archiveChannel(context, open(act), act.as),
    unarchive: (act) => unarchiveChannel(context, archived(context, act), act.as),
    deleteChannel: (act) => deleteChannel(context, channelWith(context, act.channel, act.as), act.as),
    convertToPrivate: (act) => convertToPrivate(context, openToAll(open(act)), act.as),
    share: (act) => shareChannel(context, open(act), true),
    unshare: (act) => shareChannel(context, open(act), false),
  }
}

/** Adds a channel, without any message in it. */
function addChannel(context: Context, options: NewChannel): SlackChannel {
  const { state, identity } = context
  const name = freeName(context, options.name)
  const everybody = state.users().flatMap((user) => (user.kind === 'app' || user.isDeleted ? [] : user.id))
  const people = options.members ?? everybody
  for (const userId of people) personOf(context, userId)
  return createChannel(context, {
    ...(options.id === undefined ? {} : { id: options.id }),
    name,
    kind: options.isPrivate ? 'private' : 'public',
    creator: people[0] ?? identity.botUserId,
    members: (options.withApp ?? true) ? [...people, identity.botUserId] : people,
  })
}

function bringIn(context: Context, channel: SlackChannel, userId: string, inviter?: string): void {
  personOf(context, userId)
  if (!channel.members.includes(userId)) joinChannel(context, channel, userId, inviter)
}

function remove(context: Context, channel: SlackChannel, act: ChannelAct & { readonly member: string }): void {
  if (!channel.members.includes(act.member)) throw new Error(`${act.member} is not a member of #${channel.name}.`)
  leaveChannel(context, channel, act.member, act.as)
}

function archived(context: Context, act: ChannelAct): SlackChannel {
  const channel = channelWith(context, act.channel, act.as)
  if (!channel.isArchived) throw new Error(`#${channel.name} is not archived.`)
  return channel
}

function openToAll(channel: SlackChannel): SlackChannel {
  if (channel.kind !== 'public') throw new Error(`#${channel.name} is private already.`)
  return channel
}

function freeName(context: Context, name: string): string {
  if (context.state.channelNamed(checkChannelName(name))) throw new Error(`There is a channel #${name} already.`)
  return name
}
