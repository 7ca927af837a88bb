import type {
  ChatDeletionEvent,
  ChatEditEvent,
  ChatMentionEvent,
  ChatMessageEvent,
  ChatMessageKind,
  PostRef,
  WrittenFile,
} from '@threadline/core'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'
import { plainTextFromSlack, type NameLookup } from '../text/index.js'
import { filesOf } from '../web/written-file.js'
import { authorOfMessage } from './author.js'
import { identitiesOf, type Envelope } from './envelope.js'

const kindOfSubtype: Readonly<Record<string, ChatMessageKind>> = {
  thread_broadcast: 'broadcast',
  file_share: 'plain',
  me_message: 'plain',
}

/**
 * Reads a `message` event. Edits and deletions are events of their own, on the message they change; those of an app's
 * message, and edits that only unfolded a link, concern nobody and are left out.
 *
 * @see https://docs.slack.dev/reference/events/message
 */
export function parseMessage(
  envelope: Envelope,
  names: NameLookup,
): ChatMessageEvent | ChatEditEvent | ChatDeletionEvent | undefined {
  const { event } = envelope
  switch (event.subtype) {
    case 'message_changed':
      return parseEdit(envelope, names)
    case 'message_deleted':
      return parseDeletion(envelope, objectOf(event.previous_message), textOf(event.deleted_ts))
    default:
      return parsePosted(envelope, names)
  }
}

/**
 * Reads an `app_mention` event. The same message also comes as a `message` with the same timestamp, so its identity
 * is its own.
 *
 * @see https://docs.slack.dev/reference/events/app_mention
 */
export function parseMention(envelope: Envelope): ChatMentionEvent | undefined {
  const place = placeOf(envelope.event, envelope.event)
  if (!place) return undefined
  return {
    type: 'mention',
    workspaceId: envelope.workspaceId,
    identities: identitiesOf(envelope, [identityOf('mention', place.post)]),
    ...place,
    author: authorOfMessage(envelope.event, envelope),
  }
}

function parsePosted(envelope: Envelope, names: NameLookup): ChatMessageEvent | undefined {
  const { event } = envelope
  const place = placeOf(event, event)
  if (!place) return undefined
  const own = [identityOf('message', place.post), ...clientIdentity(event)] as const
  return {
    type: 'message',
    workspaceId: envelope.workspaceId,
    identities: identitiesOf(envelope, own),
    ...place,
    sentAt: sentAtOf(place.post),
    ...threadOwner(event, envelope),
    kind: kindOf(event),
    author: authorOfMessage(event, envelope),
    text: textOfMessage(event, envelope, names),
    hasFiles: listOf(event.files).length > 0 || event.subtype === 'file_share',
    ...withFiles(filesOf(event)),
    mentionsApp: mentions(event, envelope.botUserId),
  }
}

function parseEdit(envelope: Envelope, names: NameLookup): ChatEditEvent | ChatDeletionEvent | undefined {
  const { event } = envelope
  const [message, previous] = [objectOf(event.message), objectOf(event.previous_message)]
  if (message.subtype === 'tombstone') return parseDeletion(envelope, previous, textOf(message.ts))
  const place = placeOf(event, message)
  const author = authorOfMessage(message, envelope)
  if (!place || author.type === 'app' || !isChanged(message, previous)) return undefined
  const version = textOf(objectOf(message.edited).ts) ?? textOf(event.ts) ?? 'unknown'
  return {
    type: 'edit',
    workspaceId: envelope.workspaceId,
    identities: identitiesOf(envelope, [`${identityOf('edit', place.post)}:${version}`]),
    ...place,
    author,
    text: textOfMessage(message, envelope, names),
    hasFiles: filesOf(message).length > 0,
    ...withFiles(filesOf(message)),
    mentionsApp: mentions(message, envelope.botUserId),
  }
}

function parseDeletion(
  envelope: Envelope,
  previous: JsonObject,
  deletedTs: string | undefined,
): ChatDeletionEvent | undefined {
  const place = placeOf(envelope.event, { thread_ts: previous.thread_ts, ts: deletedTs })
  const author = authorOfMessage(previous, envelope)
  if (!place || author.type === 'app') return undefined
  return {
    type: 'deletion',
    workspaceId: envelope.workspaceId,
    identities: identitiesOf(envelope, [identityOf('delete', place.post)]),
    ...place,
    author,
  }
}

/** A character that nobody types, in the place of the app's own name. */
const ourName = '\uE000'

/** Whoever speaks to the app does not mean its name to be read. */
function textOfMessage(message: JsonObject, { botUserId }: Envelope, names: NameLookup): string {
  const user = (id: string) => (id === botUserId ? ourName : names.user(id))
  const text = plainTextFromSlack(message, { ...names, user })
  return text.replace(new RegExp(`@${ourName}[,:]?[ \\t]*`, 'gu'), '').trimEnd()
}

/** A person's plain message has no subtype, or one of few. Everything Slack adds later is `other`. */
function kindOf(event: JsonObject): ChatMessageKind {
  if (event.hidden === true) return 'other'
  const { subtype } = event
  if (subtype === undefined || subtype === null) return 'plain'
  return typeof subtype === 'string' && Object.hasOwn(kindOfSubtype, subtype)
    ? (kindOfSubtype[subtype] ?? 'other')
    : 'other'
}

/** A thread's root may carry its own timestamp as `thread_ts`; it is no reply for that. */
function placeOf(event: JsonObject, message: JsonObject): { post: PostRef; thread?: PostRef } | undefined {
  const [channelId, messageId, rootId] = [textOf(event.channel), textOf(message.ts), textOf(message.thread_ts)]
  if (!channelId || !messageId) return undefined
  const post = { channelId, messageId }
  return rootId === undefined || rootId === messageId ? { post } : { post, thread: { channelId, messageId: rootId } }
}

/** A timestamp is seconds since 1970, with a fraction that makes it unique in its channel. */
function sentAtOf({ messageId }: PostRef): Date {
  const ms = Number(messageId) * 1000
  return new Date(Number.isFinite(ms) ? Math.floor(ms) : 0)
}

/** Whether the app itself began the thread; nothing when the payload does not tell. */
function threadOwner(message: JsonObject, { botUserId }: Envelope): { isThreadOurs?: boolean } {
  const parent = textOf(message.parent_user_id) ?? textOf(objectOf(message.root).user)
  return parent === undefined || botUserId === undefined ? {} : { isThreadOurs: parent === botUserId }
}

function identityOf(what: string, { channelId, messageId }: PostRef): string {
  return `${what}:${channelId}:${messageId}`
}

/** One gesture can surface twice with two timestamps and one `client_msg_id`. */
function clientIdentity(event: JsonObject): readonly string[] {
  const id = textOf(event.client_msg_id)
  return id === undefined ? [] : [`client:${String(event.channel)}:${textOf(event.user) ?? ''}:${id}`]
}

const withFiles = (files: readonly WrittenFile[]) => (files.length === 0 ? {} : { files })

/** What a person has changed: not the previews of links, nor what Slack finds out about a file. */
function isChanged(message: JsonObject, previous: JsonObject): boolean {
  if (message.text !== previous.text || previous.text === undefined) return true
  const ids = (one: JsonObject) => filesOf(one).map(({ id }) => id)
  return ids(message).join() !== ids(previous).join()
}

function mentions(message: JsonObject, botUserId: string | undefined): boolean {
  const text = textOf(message.text)
  if (!text || !botUserId) return false
  return text.includes(`<@${botUserId}>`) || text.includes(`<@${botUserId}|`)
}
