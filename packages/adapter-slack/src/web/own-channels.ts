import type { ChannelRef, ChatChannels, ChatOutcome, NewChannel, NotInvited } from '@threadline/core'
import { unknownOutcome } from '../errors.js'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import { explainCreation, explainInvitation } from './channel-errors.js'
import type { WebApi } from './web-api.js'

/** How far our clock may be off from Slack's, in milliseconds. */
const clockSkewMs = 5 * 60_000
const maximumPages = 100
const mostInvited = 100

/** Channels that the app makes. `forget` drops what is remembered of the names of channels. */
export function createOwnChannels(call: WebApi, forget: (workspaceId: string) => void): ChatChannels {
  return {
    async create(workspaceId, channel) {
      const outcome = await create(call, workspaceId, channel)
      if (outcome.type === 'done') forget(workspaceId)
      return outcome
    },
    find: (workspaceId, channel, startedAt) => find(call, workspaceId, channel, startedAt),
    invite: (workspaceId, channelId, memberIds) => invite(call, workspaceId, channelId, memberIds),
    async setTopic(workspaceId, channel, topic) {
      return nothing(await call({ workspaceId, method: 'conversations.setTopic', args: { channel, topic } }))
    },
    async archive(workspaceId, channel) {
      const outcome = await call({ workspaceId, method: 'conversations.archive', args: { channel } })
      const isArchived = outcome.type === 'refused' && outcome.failure.code === 'already_archived'
      return isArchived ? { type: 'done', value: undefined } : nothing(outcome)
    },
  }
}

/** @see https://docs.slack.dev/reference/methods/conversations.create */
async function create(
  call: WebApi,
  workspaceId: string,
  { isPrivate, name }: NewChannel,
): Promise<ChatOutcome<ChannelRef>> {
  const args = { name, is_private: isPrivate }
  const outcome = await call({ workspaceId, method: 'conversations.create', args })
  if (outcome.type === 'refused') return explainCreation(outcome, isPrivate)
  if (outcome.type === 'unknown') return outcome
  return refOf(objectOf(outcome.value.channel)) ?? unknownOutcome('Slack made the channel and did not say which it is.')
}

/**
 * A channel carries no mark of ours, so it is known by its name, by who made it and by when.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.list
 */
async function find(
  call: WebApi,
  workspaceId: string,
  { isPrivate, name }: NewChannel,
  startedAt: Date,
): Promise<ChatOutcome<ChannelRef | undefined>> {
  const identity = await call({ workspaceId, method: 'auth.test', args: {} })
  if (identity.type !== 'done') return unreadable(identity)
  const creator = textOf(identity.value.user_id)
  const oldest = (startedAt.getTime() - clockSkewMs) / 1000
  const types = isPrivate ? 'private_channel' : 'public_channel'
  let cursor: string | undefined
  for (let page = 0; page < maximumPages; page += 1) {
    const args = { types, exclude_archived: true, limit: 999, cursor }
    const outcome = await call({ workspaceId, method: 'conversations.list', args })
    if (outcome.type !== 'done') return unreadable(outcome)
    if (!Array.isArray(outcome.value.channels)) return unreadable()
    const made = listOf(outcome.value.channels)
      .map(objectOf)
      .find((channel) => channel.name === name && channel.creator === creator && Number(channel.created) >= oldest)
    if (made) return refOf(made) ?? unreadable()
    cursor = textOf(objectOf(outcome.value.response_metadata).next_cursor)
    if (!cursor) return { type: 'done', value: undefined }
  }
  return unreadable()
}

/** @see https://docs.slack.dev/reference/methods/conversations.invite */
async function invite(
  call: WebApi,
  workspaceId: string,
  channel: string,
  memberIds: readonly string[],
): Promise<ChatOutcome<readonly NotInvited[]>> {
  const failed: NotInvited[] = []
  for (let from = 0; from < memberIds.length; from += mostInvited) {
    const some = memberIds.slice(from, from + mostInvited)
    const outcome = await inviteSome(call, workspaceId, channel, some)
    if (outcome.type !== 'done') return outcome
    failed.push(...outcome.value)
  }
  return { type: 'done', value: failed }
}

/** With `force` one person who cannot come keeps nobody else out. When nobody can, Slack answers with the first reason. */
async function inviteSome(
  call: WebApi,
  workspaceId: string,
  channel: string,
  memberIds: readonly string[],
): Promise<ChatOutcome<readonly NotInvited[]>> {
  const args = { channel, users: memberIds.join(','), force: true }
  const outcome = await call({ workspaceId, method: 'conversations.invite', args })
  if (outcome.type === 'done') return { type: 'done', value: notInvited(outcome.value.errors) }
  const code = outcome.failure.code ?? ''
  if (outcome.type !== 'refused' || !explainInvitation(code)) return outcome
  if (memberIds.length === 1) return { type: 'done', value: notInvited([{ user: memberIds[0], error: code }]) }
  return inviteOneByOne(call, workspaceId, channel, memberIds)
}

/** The answer as a whole names one reason; each person has their own. */
async function inviteOneByOne(
  call: WebApi,
  workspaceId: string,
  channel: string,
  memberIds: readonly string[],
): Promise<ChatOutcome<readonly NotInvited[]>> {
  const failed: NotInvited[] = []
  for (const memberId of memberIds) {
    const outcome = await inviteSome(call, workspaceId, channel, [memberId])
    if (outcome.type !== 'done') return outcome
    failed.push(...outcome.value)
  }
  return { type: 'done', value: failed }
}

/** Whoever is in the channel already is no failure. */
function notInvited(errors: unknown): readonly NotInvited[] {
  return listOf(errors)
    .map(objectOf)
    .flatMap(({ error, user }) => {
      const [memberId, code] = [textOf(user), textOf(error) ?? '']
      if (memberId === undefined || code === 'already_in_channel' || code === 'cant_invite_self') return []
      const detail = explainInvitation(code) ?? 'Slack refused to add this member.'
      return [{ memberId, failure: { category: 'not-permitted' as const, code, detail } }]
    })
}

function refOf({ id, name }: JsonObject): ChatOutcome<ChannelRef> | undefined {
  const [channelId, channelName] = [textOf(id), textOf(name)]
  return channelId === undefined ? undefined : { type: 'done', value: { id: channelId, name: channelName ?? '' } }
}

function unreadable(outcome?: Exclude<ChatOutcome<unknown>, { type: 'done' }>): ChatOutcome<never> {
  const detail = outcome?.failure.detail ?? 'There are too many channels to read.'
  return unknownOutcome(`Slack could not be asked whether the channel is there. ${detail}`, outcome?.failure.code)
}

function nothing(outcome: ChatOutcome<JsonObject>): ChatOutcome<undefined> {
  return outcome.type === 'done' ? { type: 'done', value: undefined } : outcome
}
