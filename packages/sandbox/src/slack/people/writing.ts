import { addReaction, removeReaction } from '../acts/reactions.js'
import { shareFiles } from '../acts/files.js'
import { changeMessage, deleteMessage, postMessage } from '../acts/messages.js'
import type { Context } from '../context.js'
import type { SlackChannel, SlackFile, SlackMessage } from '../state/types.js'
import { externalTeamId, teamOf } from '../state/wire.js'
import { composeText, type ComposedText } from '../text/typed.js'
import type { NewFile } from './new-file.js'
import { uploadAs } from './uploading.js'
import { channelOf, channelWith, messageOf, personOf } from './place.js'

/** What somebody writes. */
export interface Saying {
  /** Who writes it. */
  readonly as: string
  /** Id or name of the channel. */
  readonly channel: string
  /** What they type. */
  readonly text: string
  /** Timestamp of the thread's root. */
  readonly thread?: string
  /** "Also send to channel". @defaultValue false */
  readonly broadcast?: boolean
  readonly files?: readonly NewFile[]
}

/** Where a message is. */
export interface Place {
  readonly as: string
  readonly channel: string
  readonly ts: string
}

/** Somebody writes a message. Returns its timestamp; the events are on their way. */
export function say(context: Context, saying: Saying): string {
  const channel = openChannel(context, saying.channel, saying.as)
  const thread = saying.thread === undefined ? {} : { thread_ts: rootOf(context, channel, saying.thread) }
  const composed = compose(context, saying.text)
  const files = (saying.files ?? []).map((file) => uploadAs(context, file, saying.as))
  if (saying.text === '' && files.length === 0) throw new Error('A message needs a text or a file.')
  const draft = {
    ...subtypeOf(saying, files),
    user: saying.as,
    ...teamsOf(context, saying.as),
    text: composed.text,
    ...(composed.blocks.length > 0 ? { blocks: composed.blocks } : {}),
    ...thread,
  }
  // A file share has no client_msg_id; only what is typed in a client's composer has one.
  const message =
    files.length > 0
      ? shareFiles(context, channel, files, draft)
      : postMessage(context, channel, { ...draft, client_msg_id: context.ids.uuid() })
  if (composed.mentions.includes(context.identity.botUserId)) mentionApp(context, channel, message)
  return message.ts
}

/** Somebody edits their message. */
export function edit(context: Context, place: Place & { readonly text: string }): void {
  const { channel, message } = ownMessage(context, place)
  const composed = compose(context, place.text)
  const edited = { user: place.as, ts: context.state.nextTs(channel.id) }
  changeMessage(context, channel, message, { ...message, text: composed.text, blocks: composed.blocks, edited })
}

/** Somebody deletes their message. */
export function remove(context: Context, place: Place): void {
  const { channel, message } = ownMessage(context, place)
  deleteMessage(context, channel, message)
}

/** Slack adds a preview of a link to a message: an edit that changes no text. */
export function unfurl(context: Context, place: Omit<Place, 'as'>): void {
  const channel = channelOf(context, place.channel)
  const message = messageOf(context, channel, place.ts)
  const preview = { id: 1, title: 'Example', fallback: 'Example', from_url: 'https://example.com/', text: 'A preview' }
  changeMessage(context, channel, message, { ...message, attachments: [preview] })
}

/** Somebody puts an emoji on a message. */
export function react(context: Context, place: Place & { readonly name: string }): void {
  const channel = openChannel(context, place.channel, place.as)
  const message = messageOf(context, channel, place.ts)
  addReaction(context, channel, message, { name: place.name, userId: place.as })
}

/** Somebody takes their emoji off a message. */
export function unreact(context: Context, place: Place & { readonly name: string }): void {
  const channel = openChannel(context, place.channel, place.as)
  const message = messageOf(context, channel, place.ts)
  removeReaction(context, channel, message, { name: place.name, userId: place.as })
}

/** Another app posts a message: a bot as they are now, or one from the old days that has no user at all. */
export function sayAsOtherApp(
  context: Context,
  saying: Omit<Saying, 'as' | 'files' | 'broadcast'> & { readonly isLegacy?: boolean },
): string {
  const channel = channelOf(context, saying.channel)
  const thread = saying.thread === undefined ? {} : { thread_ts: rootOf(context, channel, saying.thread) }
  const base = { bot_id: 'B0OTHERAPP1', text: compose(context, saying.text).text, ...thread }
  const modern = { user: 'U0OTHERAPP1', app_id: 'A0OTHERAPP1', team: context.identity.teamId }
  const author = saying.isLegacy ? { subtype: 'bot_message', username: 'other-app' } : modern
  return postMessage(context, channel, { ...base, ...author }).ts
}

function openChannel(context: Context, id: string, userId: string): SlackChannel {
  const channel = channelWith(context, id, userId)
  if (channel.isArchived) throw new Error(`#${channel.name} is archived.`)
  return channel
}

function ownMessage(
  context: Context,
  place: Place,
): { readonly channel: SlackChannel; readonly message: SlackMessage } {
  const channel = openChannel(context, place.channel, place.as)
  const message = messageOf(context, channel, place.ts)
  if (message.user !== place.as) throw new Error(`${place.as} did not write message ${place.ts}.`)
  return { channel, message }
}

function rootOf(context: Context, channel: SlackChannel, ts: string): string {
  const root = context.state.message(channel.id, ts)
  if (!root) throw new Error(`There is no message ${ts} in #${channel.name} to reply to.`)
  return root.thread_ts ?? ts
}

/** What Slack makes of typed characters in this workspace. */
export function compose(context: Context, typed: string): ComposedText {
  const { state, identity, ids } = context
  const names = {
    userId: (name: string) =>
      name === identity.appName ? identity.botUserId : state.users().find((user) => user.name === name)?.id,
    channelId: (name: string) => state.channelNamed(name)?.id,
  }
  return composeText(typed, names, ids.token(5))
}

function subtypeOf(saying: Saying, files: readonly SlackFile[]): { readonly subtype?: string } {
  if (saying.broadcast && saying.thread !== undefined) return { subtype: 'thread_broadcast' }
  return files.length > 0 ? { subtype: 'file_share' } : {}
}

function teamsOf(context: Context, userId: string): Partial<SlackMessage> {
  const user = personOf(context, userId)
  const team = teamOf(user, context.identity)
  return user.kind === 'external' ? { team, user_team: externalTeamId, source_team: externalTeamId } : { team }
}

/** A mention of the app comes twice: as the message it is, and as this. Same `ts`, another `event_id`. */
function mentionApp(context: Context, channel: SlackChannel, message: SlackMessage): void {
  if (channel.kind === 'im') return
  const { type: _type, subtype: _subtype, files: _files, ...rest } = message
  context.events.emit({ type: 'app_mention', ...rest, channel: channel.id, event_ts: message.ts }, channel)
}
