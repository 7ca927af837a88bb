import { setTimeout as wait } from 'node:timers/promises'
import type { ChatOutcome, ChatPost, PostRef, PostTarget } from '@threadline/core'
import { refused, unknownOutcome, type Failed } from '../errors.js'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import { clientMessageId } from './client-message-id.js'
import { hasMarker } from './post-marker.js'
import type { WebApi, WebCall } from './web-api.js'

/**
 * How far our clock may be off from Slack's, in milliseconds: as much as a signature may be. The post must not be
 * missed by beginning to read too late.
 */
const clockSkewMs = 5 * 60_000
const pageSize = 100
const maximumPages = 20

/** What {@link find} needs. */
export interface FindDependencies {
  readonly call: WebApi
  readonly now: () => Date
  readonly settleMs: number
  /** The id of a channel given as an id or a name. */
  readonly channelId: (workspaceId: string, nameOrId: string) => Promise<ChatOutcome<{ readonly id: string }>>
}

/**
 * Reads back a post whose outcome is unknown. `refused` only when every message since then was read and the post was
 * not among them, twice if the first look was early; anything that keeps us from reading is `unknown`.
 *
 * @see https://docs.slack.dev/messaging/message-metadata
 */
export async function find(
  deps: FindDependencies,
  workspaceId: string,
  post: ChatPost,
  startedAt: Date,
): Promise<ChatOutcome<PostRef>> {
  if (post.target.onlyFor) return unknownOutcome('A message that only one member sees cannot be read back.')
  const isWanted = (message: JsonObject) => isPost(message, workspaceId, post.reference)
  return findMessage(deps, { workspaceId, target: post.target, startedAt, isWanted })
}

/** What message is looked for, where, and since when. */
export interface MessageSearch {
  readonly workspaceId: string
  readonly target: PostTarget
  readonly startedAt: Date
  readonly isWanted: (message: JsonObject) => boolean
}

/** Reads back everything since a time, twice if the first look was early. */
export async function findMessage(deps: FindDependencies, search: MessageSearch): Promise<ChatOutcome<PostRef>> {
  const { startedAt } = search
  const found = await look(deps, search)
  const waitMs = startedAt.getTime() + deps.settleMs - deps.now().getTime()
  if (!isAbsent(found) || waitMs <= 0 || waitMs > deps.settleMs) return found
  await wait(waitMs)
  return look(deps, search)
}

async function look(
  deps: FindDependencies,
  { isWanted, startedAt, target, workspaceId }: MessageSearch,
): Promise<ChatOutcome<PostRef>> {
  const { thread, channel: nameOrId } = target
  const resolved = await deps.channelId(workspaceId, thread?.channelId ?? nameOrId)
  if (resolved.type !== 'done') return unreadable(resolved)
  const channel = resolved.value.id
  const oldest = ((startedAt.getTime() - clockSkewMs) / 1000).toFixed(6)
  const args = { channel, oldest, inclusive: true, limit: pageSize, include_all_metadata: true }
  const readCall: WebCall = thread
    ? { workspaceId, method: 'conversations.replies', args: { ...args, ts: thread.messageId } }
    : { workspaceId, method: 'conversations.history', args }
  return readPages(deps.call, readCall, isWanted)
}

async function readPages(
  call: WebApi,
  readCall: WebCall,
  isWanted: (message: JsonObject) => boolean,
): Promise<ChatOutcome<PostRef>> {
  let cursor: string | undefined
  for (let page = 0; page < maximumPages; page += 1) {
    const outcome = await call({ ...readCall, args: { ...readCall.args, cursor } })
    if (outcome.type !== 'done') return isThreadGone(outcome) ? outcome : unreadable(outcome)
    if (!Array.isArray(outcome.value.messages)) return unreadable()
    const messageId = textOf(listOf(outcome.value.messages).map(objectOf).find(isWanted)?.ts)
    if (messageId) return { type: 'done', value: { channelId: String(readCall.args.channel), messageId } }
    cursor = textOf(objectOf(outcome.value.response_metadata).next_cursor)
    if (!cursor) return outcome.value.has_more === true ? unreadable() : refused('message_not_found')
  }
  return unreadable()
}

function isPost(message: JsonObject, workspaceId: string, reference: string): boolean {
  return hasMarker(message, reference) || message.client_msg_id === clientMessageId(workspaceId, reference)
}

/** A read that failed says nothing about the post. */
function unreadable(outcome?: Failed): Failed {
  const detail = outcome?.failure.detail ?? 'There are too many messages to read.'
  const unknown = unknownOutcome(`Slack could not be asked whether the post is there. ${detail}`, outcome?.failure.code)
  // That the channel is gone matters to a conversation that has left it.
  return outcome && isPlaceGone(outcome)
    ? { ...unknown, failure: { ...unknown.failure, category: outcome.failure.category } }
    : unknown
}

const goneCategories: ReadonlySet<string> = new Set(['archived', 'place-missing', 'not-in-place'])

function isPlaceGone({ failure, type }: Failed): boolean {
  return type === 'refused' && goneCategories.has(failure.category)
}

function isThreadGone(outcome: Failed): boolean {
  return outcome.type === 'refused' && outcome.failure.category === 'thread-missing'
}

function isAbsent(outcome: ChatOutcome<PostRef>): boolean {
  return outcome.type === 'refused' && outcome.failure.category === 'message-missing'
}
