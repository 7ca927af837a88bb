import { flagOf, isObject, jsonOf, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { requireScope } from '../api/scopes.js'
import { acceptMessageBlocks } from '../blocks/validate.js'
import { checkSlackFiles } from './slack-files.js'
import type { Context } from '../context.js'
import type { Json, SlackMessage, SlackMetadata } from '../state/types.js'
import { withEmojiNames } from '../text/emoji.js'

/** Longest text a post keeps; the rest is cut off, with a warning. */
const longestText = 40_000
const longestMarkdown = 12_000
const mostAttachments = 100
/** Slack does not say how large metadata may be. A cautious guess, in bytes of JSON. */
const largestMetadata = 8 * 1024

/** What a post says. */
export interface Content {
  readonly text: string
  readonly blocks?: readonly Json[]
  readonly attachments?: readonly Json[]
  readonly isTruncated: boolean
}

/**
 * Reads and checks what a post or an update says.
 *
 * @throws SlackFailure `no_text`, `invalid_blocks`, `markdown_text_conflict` and their kin
 */
export function contentOf(context: Context, args: Arguments): Content {
  const markdown = textOf(args, 'markdown_text')
  const text = markdown ?? textOf(args, 'text') ?? ''
  const blocks = jsonOf(args, 'blocks', 'invalid_blocks_format')
  if (markdown !== undefined) checkMarkdown(args, markdown, blocks)
  const accepted = blocks === undefined ? [] : acceptMessageBlocks(blocks, context.ids)
  checkSlackFiles(context, accepted, '/blocks', 'invalid_blocks')
  const attachments = attachmentsOf(args)
  if (text.trim() === '' && accepted.length === 0 && attachments.length === 0) throw new SlackFailure('no_text')
  return {
    text: withEmojiNames(text.slice(0, longestText)),
    ...(blocks === undefined ? {} : { blocks: accepted }),
    ...(attachments.length > 0 ? { attachments } : {}),
    isTruncated: text.length > longestText,
  }
}

function checkMarkdown(args: Arguments, markdown: string, blocks: unknown): void {
  if (textOf(args, 'text') !== undefined || blocks !== undefined) throw new SlackFailure('markdown_text_conflict')
  if (markdown.length > longestMarkdown) throw new SlackFailure('msg_too_long')
}

function attachmentsOf(args: Arguments): readonly Json[] {
  const value = jsonOf(args, 'attachments', 'invalid_attachments')
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every(isObject)) throw new SlackFailure('invalid_attachments')
  if (value.length > mostAttachments) throw new SlackFailure('too_many_attachments')
  return value
}

/**
 * Reads and checks metadata. `'none'` is the empty object that takes existing metadata away.
 *
 * @throws SlackFailure `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large`
 */
export function metadataOf(args: Arguments): SlackMetadata | 'none' | undefined {
  const value = jsonOf(args, 'metadata', 'invalid_metadata_format')
  if (value === undefined) return undefined
  if (!isObject(value)) throw new SlackFailure('invalid_metadata_format')
  if (Object.keys(value).length === 0) return 'none'
  const { event_type, event_payload } = value
  if (typeof event_type !== 'string' || event_type === '' || !isObject(event_payload)) {
    throw new SlackFailure('invalid_metadata_schema')
  }
  if (Buffer.byteLength(JSON.stringify(value)) > largestMetadata) throw new SlackFailure('metadata_too_large')
  return { event_type, event_payload }
}

/** Who a post is by: the app, or the name and picture it gives itself with `chat:write.customize`. */
export function authorOf(context: Context, args: Arguments): Partial<SlackMessage> {
  const { identity } = context
  const base = { bot_id: identity.botId, app_id: identity.appId, team: identity.teamId }
  const username = textOf(args, 'username')
  const emoji = textOf(args, 'icon_emoji')
  const image = textOf(args, 'icon_url')
  if (username === undefined && emoji === undefined && image === undefined) {
    const profile = { id: identity.botId, app_id: identity.appId, name: identity.appName, deleted: false }
    return { ...base, user: identity.botUserId, bot_profile: { ...profile, team_id: identity.teamId } }
  }
  requireScope(context, 'chat:write.customize')
  const icons = emoji === undefined ? (image === undefined ? undefined : { image_48: image }) : { emoji }
  return { ...base, subtype: 'bot_message', username: username ?? identity.appName, ...(icons ? { icons } : {}) }
}

/** The root of the thread a post goes to, checked. */
export function threadOf(context: Context, channelId: string, args: Arguments): string | undefined {
  const ts = textOf(args, 'thread_ts')
  if (ts === undefined) return undefined
  const root = context.state.message(channelId, ts)
  if (!root) throw new SlackFailure('thread_not_found')
  if (root.thread_ts !== undefined && root.thread_ts !== ts) throw new SlackFailure('cannot_reply_to_message')
  return ts
}

/** Whether a reply also goes to the channel. */
export function isBroadcast(args: Arguments): boolean {
  return textOf(args, 'thread_ts') !== undefined && flagOf(args, 'reply_broadcast')
}
