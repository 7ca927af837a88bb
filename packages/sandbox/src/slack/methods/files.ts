import { deleteFile } from '../acts/files.js'
import { requiredText, textOf, type Arguments } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { isVisibleFile } from '../api/visible-file.js'
import type { Methods } from '../api/method.js'
import type { Context } from '../context.js'
import type { Json, SlackFile } from '../state/types.js'
import { fileOnWire, sharesOnWire } from '../state/file-wire.js'
import { extensionOf, mimetypeOf } from '../state/mimetypes.js'
import { completeUpload } from './complete-upload.js'

/** `files.*` */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': { tier: 4, scopes: ['files:write'], acceptsJson: false, run: uploadUrl },
  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], run: completeUpload },
  'files.info': { tier: 4, scopes: ['files:read'], acceptsJson: false, run: info },
  'files.delete': { tier: 3, scopes: ['files:write'], run: remove },
}

const longestAltText = 1000

/** An address to put the bytes to. https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
function uploadUrl(context: Context, args: Arguments): Json {
  const name = textOf(args, 'filename')
  const size = Number(textOf(args, 'length'))
  if (name === undefined || !Number.isInteger(size) || size < 1) throw new SlackFailure('missing_argument')
  const altText = textOf(args, 'alt_txt')
  if (altText !== undefined && altText.length > longestAltText) throw new SlackFailure('alt_txt_too_large')
  checkAllowed(context, name, size)
  const { clock, identity, ids, state } = context
  const file: SlackFile = {
    id: ids.mint('F'),
    name,
    title: name,
    mimetype: '',
    size,
    user: identity.botUserId,
    createdAt: clock.now(),
    shares: [],
    isDeleted: false,
    ...(altText === undefined ? {} : { altText }),
  }
  state.putFile(file)
  return { file_id: file.id, upload_url: `${identity.filesUrl}/upload/v1/${context.uploads.open(file.id)}` }
}

function checkAllowed(context: Context, name: string, size: number): void {
  const { blockedFileTypes, fileUploads, isStorageFull, largestFileBytes } = context.preferences()
  if (fileUploads === 'none') throw new SlackFailure('file_uploads_disabled')
  const isImage = mimetypeOf(name).startsWith('image/')
  if (fileUploads === 'images' && !isImage) throw new SlackFailure('file_uploads_except_images_disabled')
  if (blockedFileTypes.includes(extensionOf(name))) throw new SlackFailure('file_type_not_allowed')
  if (size > largestFileBytes) throw new SlackFailure('file_upload_size_restricted')
  if (isStorageFull) throw new SlackFailure('storage_limit_reached')
}

function info(context: Context, args: Arguments): Json {
  const file = existing(context, args)
  const places = (wanted: string): readonly string[] =>
    [...new Set(file.shares.map((share) => share.channel))].filter((id) => context.state.channel(id)?.kind === wanted)
  const where = { channels: places('public'), groups: places('private'), ims: places('im') }
  const shares = sharesOnWire(file, context.state)
  return { file: { ...fileOnWire(file, context.identity), shares, ...where }, comments: [] }
}

function remove(context: Context, args: Arguments): Json {
  const file = existing(context, args)
  if (file.user !== context.identity.botUserId) throw new SlackFailure('cant_delete_file')
  deleteFile(context, file)
  return {}
}

function existing(context: Context, args: Arguments): SlackFile {
  const file = context.state.file(requiredText(args, 'file'))
  if (!file) throw new SlackFailure('file_not_found')
  if (file.isDeleted) throw new SlackFailure('file_deleted')
  if (!isVisibleFile(context, file)) throw new SlackFailure('not_visible')
  return file
}
