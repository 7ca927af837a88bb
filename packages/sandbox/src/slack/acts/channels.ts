import type { Context } from '../context.js'
import { channelTypeOf } from '../out/events.js'
import type { Json, SlackChannel } from '../state/types.js'
import { secondsOf } from '../state/seconds.js'
import { channelOnWire, externalTeamId } from '../state/wire.js'
import { postMessage } from './messages.js'

/** Puts a new channel into the workspace and tells the app, if it is one that everybody can see. */
export function createChannel(
  context: Context,
  draft: Pick<SlackChannel, 'name' | 'kind' | 'creator' | 'members'> & { readonly id?: string },
): SlackChannel {
  const { state, ids, identity, clock } = context
  const channel: SlackChannel = {
    ...draft,
    id: draft.id ?? ids.mint(draft.kind === 'im' ? 'D' : 'C'),
    isArchived: false,
    isShared: false,
    createdAt: clock.now(),
    topic: '',
    purpose: '',
    previousNames: [],
  }
  state.putChannel(channel)
  if (channel.kind === 'public') tell(context, channel, 'created', { channel: channelOnWire(channel, state, identity) })
  return channel
}

/** Gives a channel another name, with the line in the channel that says so. */
export function renameChannel(context: Context, channel: SlackChannel, userId: string, name: string): SlackChannel {
  const previousNames = [channel.name, ...channel.previousNames]
  const renamed: SlackChannel = { ...channel, name, previousNames }
  context.state.putChannel(renamed)
  const text = `has renamed the channel from "${channel.name}" to "${name}"`
  say(context, renamed, userId, 'name', { text, old_name: channel.name, name })
  const named = { id: channel.id, name, name_normalized: name, created: secondsOf(channel.createdAt) }
  tell(context, renamed, 'rename', { channel: { ...named, is_channel: channel.kind === 'public', is_mpim: false } })
  return renamed
}

/** Archives a channel: nobody can write in it any more. */
export function archiveChannel(context: Context, channel: SlackChannel, userId: string): void {
  context.state.putChannel({ ...channel, isArchived: true })
  say(context, channel, userId, 'archive', { text: 'archived the channel' })
  tell(context, channel, 'archive', { channel: channel.id, user: userId, is_moved: 0 })
}

/** Opens an archived channel again. */
export function unarchiveChannel(context: Context, channel: SlackChannel, userId: string): void {
  const open: SlackChannel = { ...channel, isArchived: false }
  context.state.putChannel(open)
  say(context, open, userId, 'unarchive', { text: 'un-archived the channel' })
  const who = channel.kind === 'private' ? { actor_id: userId } : { user: userId }
  tell(context, open, 'unarchive', { channel: channel.id, ...who })
}

/** Deletes a channel for good, with all that was said in it. */
export function deleteChannel(context: Context, channel: SlackChannel, userId: string): void {
  const date = channel.kind === 'private' ? { date_deleted: secondsOf(context.clock.now()) } : {}
  tell(context, channel, 'deleted', { channel: channel.id, actor_id: userId, ...date })
  context.state.removeChannel(channel.id)
}

/** Makes a public channel private: its id stays, and its events are a private channel's from now on. */
export function convertToPrivate(context: Context, channel: SlackChannel, userId: string): void {
  const hidden: SlackChannel = { ...channel, kind: 'private' }
  context.state.putChannel(hidden)
  postMessage(context, hidden, {
    subtype: 'channel_convert_to_private',
    user: userId,
    text: 'made this channel private',
  })
}

/** Connects a channel with another company's workspace, or ends that. */
export function shareChannel(context: Context, channel: SlackChannel, isShared: boolean): void {
  const changed: SlackChannel = { ...channel, isShared }
  context.state.putChannel(changed)
  const event_ts = context.state.nextTs(channel.id)
  const event = isShared
    ? { type: 'channel_shared', connected_team_id: externalTeamId, channel: channel.id }
    : { type: 'channel_unshared', previously_connected_team_id: externalTeamId, channel: channel.id }
  context.events.emitAbout({ ...event, ...(isShared ? {} : { is_ext_shared: false }), event_ts }, changed)
}

/** Sets the topic, with the line in the channel that says so. */
export function setTopic(context: Context, channel: SlackChannel, userId: string, topic: string): SlackChannel {
  const changed: SlackChannel = { ...channel, topic }
  context.state.putChannel(changed)
  say(context, changed, userId, 'topic', { text: `set the channel topic: ${topic}`, topic })
  return changed
}

/** Sets the description, with the line in the channel that says so. */
export function setPurpose(context: Context, channel: SlackChannel, userId: string, purpose: string): SlackChannel {
  const changed: SlackChannel = { ...channel, purpose }
  context.state.putChannel(changed)
  say(context, changed, userId, 'purpose', { text: `set the channel description: ${purpose}`, purpose })
  return changed
}

function say(
  context: Context,
  channel: SlackChannel,
  user: string,
  what: string,
  fields: Json & { readonly text: string },
): void {
  postMessage(context, channel, { subtype: `${channelTypeOf(channel)}_${what}`, user, ...fields })
}

function tell(context: Context, channel: SlackChannel, what: string, fields: Json): void {
  const type = `${channelTypeOf(channel)}_${what}`
  context.events.emitAbout({ type, ...fields, event_ts: context.state.nextTs(channel.id) }, channel)
}
