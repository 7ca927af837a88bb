import { shareFiles, type FileShareDraft } from '../acts/files.js'
import { isObject, jsonOf, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { writableChannel } from '../api/look-up.js'
import { acceptMessageBlocks } from '../blocks/validate.js'
import type { Context } from '../context.js'
import { mimetypeOf } from '../state/mimetypes.js'
import { secondsOf } from '../state/seconds.js'
import type { Json, SlackChannel, SlackFile } from '../state/types.js'
import { withEmojiNames } from '../text/emoji.js'
import { authorOf, threadOf } from './post-content.js'

/** Channels one call can share files in. */
const mostChannels = 100

/**
 * `files.completeUploadExternal`: the files are named at once; what they are, and the message that shares them, come a
 * little later, and the answer has no timestamp. https://docs.slack.dev/reference/methods/files.completeUploadExternal
 */
export function completeUpload(context: Context, args: Arguments): Json {
  const files = uploadedFiles(context, args)
  const places = channelsOf(context, args)
  const [only] = places
  const thread = places.length === 1 && only ? threadOf(context, only.id, args) : undefined
  const draft: FileShareDraft = {
    ...authorOf(context, args),
    subtype: 'file_share',
    user: context.identity.botUserId,
    ...wordsOf(context, args),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  }
  for (const file of files) {
    context.state.putFile(file)
    context.uploads.close(file.id)
  }
  context.later(context.fileProcessingMs, () => finish(context, files, places, draft))
  const { botUserId } = context.identity
  return {
    files: files.map(({ id, title, createdAt }) => ({ id, title, created: secondsOf(createdAt), user: botUserId })),
  }
}

/** Slack has looked into the files: they get their kind, and are shared where they can still be. */
function finish(
  context: Context,
  files: readonly SlackFile[],
  places: readonly SlackChannel[],
  draft: FileShareDraft,
): void {
  const known = files.map((file) => ({ ...file, mimetype: mimetypeOf(file.name) }))
  for (const file of known) context.state.putFile(file)
  for (const { id } of places) {
    const channel = context.state.channel(id)
    if (channel && !channel.isArchived) shareFiles(context, channel, known, draft)
  }
}

/** The files of a call, with the titles it gives them. Only those whose bytes have come can be completed, and once. */
function uploadedFiles(context: Context, args: Arguments): readonly SlackFile[] {
  const given = jsonOf(args, 'files', 'invalid_arguments')
  if (!Array.isArray(given) || given.length === 0) throw new SlackFailure('invalid_arguments')
  return given.map((entry: unknown) => {
    const id = isObject(entry) ? entry['id'] : undefined
    const file = typeof id === 'string' ? context.state.file(id) : undefined
    if (!file || !context.uploads.hasArrived(file.id)) throw new SlackFailure('file_not_found')
    const title = isObject(entry) && typeof entry['title'] === 'string' ? entry['title'] : file.title
    return { ...file, title }
  })
}

function channelsOf(context: Context, args: Arguments): readonly SlackChannel[] {
  const ids = (textOf(args, 'channels') ?? textOf(args, 'channel_id') ?? '').split(',').flatMap((id) => id.trim() || [])
  if (ids.length > mostChannels) throw new SlackFailure('channels_limit_exceeded')
  return ids.map((channel) => writableChannel(context, { channel }))
}

function wordsOf(context: Context, args: Arguments): { readonly text: string; readonly blocks?: readonly Json[] } {
  const comment = textOf(args, 'initial_comment')
  if (comment !== undefined) return { text: withEmojiNames(comment) }
  const blocks = jsonOf(args, 'blocks', 'invalid_blocks')
  if (blocks === undefined) return { text: '' }
  const accepted = acceptMessageBlocks(blocks, context.ids)
  // So it was in September 2026, while chat.postMessage took the same block: python-slack-sdk issue 1756.
  if (accepted.some((block) => block['type'] === 'markdown')) throw new SlackFailure('internal_error')
  return { text: '', blocks: accepted }
}
