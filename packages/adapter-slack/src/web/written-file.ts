import type { WrittenFile } from '@threadline/core'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'

/** What Slack keeps as bytes. Everything else is a page of its own, such as a canvas or a list. */
const keptAsBytes: readonly unknown[] = ['hosted', 'snippet']

/**
 * The files of a message. What was deleted since is no file any more, though its place stays.
 *
 * @see https://docs.slack.dev/reference/objects/file-object
 */
export function filesOf(message: JsonObject): readonly WrittenFile[] {
  return listOf(message.files)
    .map(objectOf)
    .filter(({ mode }) => mode !== 'tombstone')
    .map(writtenFile)
}

/** A file as a message, a form and `files.info` tell of it. */
export function writtenFile(file: JsonObject): WrittenFile {
  const told = {
    id: textOf(file.id) ?? '',
    name: textOf(file.name) ?? textOf(file.title) ?? 'file',
    contentType: mediaTypeOf(textOf(file.mimetype) ?? ''),
    bytes: typeof file.size === 'number' ? file.size : 0,
  }
  // In a channel shared with another organisation an event tells nothing but that there is a file.
  if (told.id !== '' && file.file_access === 'check_file_info') return { ...told, isUntold: true }
  const problem = problemOf(file)
  return problem === undefined ? told : { ...told, problem }
}

function problemOf(file: JsonObject): WrittenFile['problem'] {
  if (textOf(file.id) === undefined || file.mode === undefined || file.mode === 'hidden_by_limit') return 'unreadable'
  if (file.file_access !== undefined && file.file_access !== 'visible') return 'unreadable'
  if (file.is_external === true || file.mode === 'external') return 'elsewhere'
  return keptAsBytes.includes(file.mode) ? undefined : 'no-file'
}

export function mediaTypeOf(value: string): string {
  return value.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
