import { deleteFile } from '../acts/files.js'
import type { Context } from '../context.js'
import { fileOnWire } from '../state/file-wire.js'
import { extensionOf } from '../state/mimetypes.js'
import type { Json, SlackFile } from '../state/types.js'
import type { FieldInput } from './field-state.js'
import type { NewFile } from './new-file.js'

/** Somebody uploads a file; it is not shared yet. */
export function uploadAs(context: Context, { content, mimetype, name, size }: NewFile, user: string): SlackFile {
  const file: SlackFile = {
    id: context.ids.mint('F'),
    name,
    title: name,
    mimetype,
    size: size ?? content?.length ?? 1024,
    user,
    createdAt: context.clock.now(),
    shares: [],
    isDeleted: false,
  }
  context.state.putFile(file, content)
  return file
}

/** Somebody deletes a file of theirs: its place in messages stays. */
export function deleteOwnFile(context: Context, { as, fileId }: OwnFile): void {
  const file = context.state.file(fileId)
  if (!file || file.isDeleted) throw new Error(`There is no file ${fileId}.`)
  if (file.user !== as) throw new Error(`${as} did not upload file ${fileId}.`)
  deleteFile(context, file)
}

export interface OwnFile {
  /** Who uploaded it. */
  readonly as: string
  readonly fileId: string
}

/**
 * The state of a field for files, after somebody put some in: the app may see those.
 *
 * @throws Error for a kind of file, or more of them, than the field takes
 */
export function filesState(context: Context, element: Json, input: FieldInput | undefined, user: string): Json {
  const given = Array.isArray(input) ? (input as readonly unknown[]).filter(isNewFile) : []
  const { filetypes, max_files: most } = element
  if (given.length > (typeof most === 'number' ? most : 10)) throw new Error('The field does not take so many files.')
  const stray = given.find(({ name }) => Array.isArray(filetypes) && !filetypes.includes(extensionOf(name)))
  if (stray) throw new Error(`The field does not take ${stray.name}.`)
  const files = given.map((file) => ({ ...uploadAs(context, file, user), isForApp: true }))
  for (const file of files) context.state.putFile(file)
  return { type: 'file_input', files: files.map((file) => fileOnWire(file, context.identity)) }
}

function isNewFile(value: unknown): value is NewFile {
  return typeof value === 'object' && value !== null && 'mimetype' in value
}
