import type { Identity } from '../options.js'
import { fileOnWire, fileToAskFor } from './file-wire.js'
import { secondsOf } from './seconds.js'
import type { SlackState } from './state.js'
import type { Json, SlackChannel, SlackFile, SlackMessage, SlackUser } from './types.js'

/** Team id of the organisation that external members come from. */
export const externalTeamId = 'T0PARTNERCO'

/** The team somebody belongs to. */
export function teamOf(user: SlackUser | undefined, identity: Identity): string {
  return user?.kind === 'external' ? externalTeamId : identity.teamId
}

/** Whether the channel is connected with another organisation, or somebody of it is in there. */
export function isExternallyShared(channel: SlackChannel, state: SlackState): boolean {
  return channel.isShared || channel.members.some((id) => state.user(id)?.kind === 'external')
}

/** How much of a message's metadata is shown: the payload only to those who ask for it, nothing in events. */
export type MetadataDetail = 'all' | 'type' | 'none'

/** A message as the API returns it, with what is counted about its thread. */
export function messageOnWire(
  state: SlackState,
  identity: Identity,
  channelId: string,
  message: SlackMessage,
  detail: MetadataDetail,
): Json {
  const { metadata, files, reactions, ...rest } = message
  return {
    ...rest,
    ...(metadata && detail === 'all' ? { metadata } : {}),
    ...(metadata && detail === 'type' ? { metadata: { event_type: metadata.event_type } } : {}),
    ...(files ? filesOnWire(state, identity, channelId, files) : {}),
    ...(reactions && reactions.length > 0 ? { reactions } : {}),
    ...threadSummary(state, channelId, message),
  }
}

function filesOnWire(state: SlackState, identity: Identity, channelId: string, files: readonly SlackFile[]): Json {
  const channel = state.channel(channelId)
  const mustAsk = channel !== undefined && isExternallyShared(channel, state)
  const current = files.map((file) => state.file(file.id) ?? file)
  const wire = current.map((file) => (mustAsk ? fileToAskFor(file) : fileOnWire(file, identity)))
  return { files: wire, upload: false, display_as_bot: false }
}

function threadSummary(state: SlackState, channelId: string, root: SlackMessage): Json {
  if (root.thread_ts !== root.ts) return {}
  const replies = repliesTo(state, channelId, root.ts)
  const users = [...new Set(replies.flatMap((reply) => reply.user ?? reply.bot_id ?? []))]
  const latest = replies.at(-1)?.ts
  return {
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users.slice(0, 5),
    ...(latest === undefined ? {} : { latest_reply: latest }),
    is_locked: false,
    subscribed: true,
  }
}

/** The replies of a thread, oldest first, without its root. */
export function repliesTo(state: SlackState, channelId: string, rootTs: string): readonly SlackMessage[] {
  return state.messages(channelId).filter((message) => message.thread_ts === rootTs && message.ts !== rootTs)
}

/** The channel that everybody is in and that cannot be got rid of. */
export function isGeneral(channel: SlackChannel): boolean {
  return channel.name === 'general' && channel.kind === 'public'
}

/** A channel as the API returns it. */
export function channelOnWire(channel: SlackChannel, state: SlackState, identity: Identity): Json {
  const isShared = isExternallyShared(channel, state)
  if (channel.kind === 'im') {
    const user = channel.members.find((id) => id !== identity.botUserId)
    return { id: channel.id, created: secondsOf(channel.createdAt), is_im: true, is_archived: channel.isArchived, user }
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    created: secondsOf(channel.createdAt),
    creator: channel.creator,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_private: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_general: isGeneral(channel),
    is_archived: channel.isArchived,
    is_member: channel.members.includes(identity.botUserId),
    is_shared: isShared,
    is_ext_shared: isShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    shared_team_ids: isShared ? [identity.teamId, externalTeamId] : [identity.teamId],
    unlinked: 0,
    topic: { value: channel.topic, creator: channel.topic === '' ? '' : channel.creator, last_set: 0 },
    purpose: { value: channel.purpose, creator: channel.purpose === '' ? '' : channel.creator, last_set: 0 },
    previous_names: channel.previousNames,
    context_team_id: identity.teamId,
  }
}
