import type { ChatOutcome } from '@threadline/core'
import { refused, unknownOutcome } from '../errors.js'
import { ruleOf } from '../error-table.js'
import { listOf, objectOf, textOf } from '../json.js'
import type { WebApi } from './web-api.js'

/** Ids of channels by their names, without `#`. */
export type ChannelNames = ReadonlyMap<string, string>

const maximumPages = 100

/**
 * Lists every channel the app can see, by name.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.list
 */
export async function fetchChannelNames(call: WebApi, workspaceId: string): Promise<ChatOutcome<ChannelNames>> {
  const ids = new Map<string, string>()
  let cursor: string | undefined
  for (let page = 0; page < maximumPages; page += 1) {
    const args = { types: 'public_channel,private_channel', exclude_archived: true, limit: 999, cursor }
    const outcome = await call({ workspaceId, method: 'conversations.list', args })
    if (outcome.type !== 'done') return outcome
    for (const channel of listOf(outcome.value.channels).map(objectOf)) {
      const [id, name] = [textOf(channel.id), textOf(channel.name)]
      if (id && name) ids.set(name, id)
    }
    cursor = textOf(objectOf(outcome.value.response_metadata).next_cursor)
    if (!cursor) return { type: 'done', value: ids }
  }
  return unknownOutcome('There are too many channels to read.')
}

/**
 * Whether the app is in a channel. A private one that it is not in is not there for it at all.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.info
 */
export async function isAppIn(call: WebApi, workspaceId: string, channelId: string): Promise<ChatOutcome<boolean>> {
  const outcome = await call({ workspaceId, method: 'conversations.info', args: { channel: channelId } })
  if (outcome.type === 'refused' && outcome.failure.code === 'channel_not_found') return { type: 'done', value: false }
  if (outcome.type !== 'done') return outcome
  const { is_archived: isArchived, is_member: isMember } = objectOf(outcome.value.channel)
  return { type: 'done', value: isMember === true && isArchived !== true }
}

/** Whether this is the id of a channel already. */
export function isChannelId(nameOrId: string): boolean {
  return /^[CGD][A-Z0-9]{2,}$/.test(nameOrId)
}

/** The refusal for a name that no channel has. */
export function noSuchChannel(): ChatOutcome<never> {
  return refused('channel_not_found', {
    ...ruleOf('channel_not_found'),
    detail: 'No channel has this name, or it is private. Create it, or invite the app to it: /invite @app',
  })
}
