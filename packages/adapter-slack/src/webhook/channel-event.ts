import type { ChannelChange, ChatChannelEvent } from '@threadline/core'
import { objectOf, textOf, type JsonObject } from '../json.js'
import type { SlackChannelEventType } from '../rights.js'
import { identitiesOf, type Envelope } from './envelope.js'

/** Every event about a channel that the app asks for. */
const kinds: Readonly<Record<SlackChannelEventType, ChannelChange>> = {
  channel_rename: 'renamed',
  channel_archive: 'archived',
  channel_unarchive: 'unarchived',
  channel_deleted: 'deleted',
  channel_left: 'left',
  channel_shared: 'shared',
  channel_unshared: 'unshared',
  channel_id_changed: 'id-changed',
  group_rename: 'renamed',
  group_archive: 'archived',
  group_unarchive: 'unarchived',
  group_deleted: 'deleted',
  group_left: 'left',
}

/**
 * Reads an event about a channel itself; `undefined` when it is none. That a channel was made private comes as a line in
 * the channel only.
 *
 * @see https://docs.slack.dev/reference/events/channel_archive
 */
export function parseChannelEvent(envelope: Envelope): ChatChannelEvent | undefined {
  const { event, workspaceId } = envelope
  const kind = kindOf(event)
  const channelId = textOf(event.old_channel_id) ?? textOf(event.channel) ?? textOf(objectOf(event.channel).id)
  if (!kind || !channelId) return undefined
  const newChannelId = textOf(event.new_channel_id)
  const moment = textOf(event.event_ts) ?? textOf(event.ts) ?? envelope.eventId ?? ''
  return {
    type: 'channel',
    workspaceId,
    identities: identitiesOf(envelope, [`channel:${kind}:${channelId}:${moment}`]),
    kind,
    channelId,
    ...(newChannelId === undefined ? {} : { newChannelId }),
  }
}

function kindOf({ subtype, type }: JsonObject): ChannelChange | undefined {
  if (type === 'message') return subtype === 'channel_convert_to_private' ? 'made-private' : undefined
  return isChannelEvent(type) ? kinds[type] : undefined
}

const isChannelEvent = (type: unknown): type is SlackChannelEventType =>
  typeof type === 'string' && Object.hasOwn(kinds, type)
