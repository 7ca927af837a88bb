import type { Media } from '@threadline/core'

type Fields = Readonly<Record<string, unknown>>

/** Names under which a message carries its files: https://developer.vonage.com/en/messages/concepts/mms */
const kinds = ['image', 'audio', 'video', 'vcard', 'file'] as const

/**
 * The words and files of an inbound message. Words are its text and the captions of its files; `undefined` when it has
 * no place for them.
 */
export function contentOf(fields: Fields): { readonly text: string | undefined; readonly media: readonly Media[] } {
  const files = filesOf(fields)
  const words = [fields['text'], ...files.map(({ file }) => file['caption'])].filter(
    (value) => typeof value === 'string',
  )
  return {
    text: words.length > 0 ? words.filter((word) => word !== '').join('\n') : undefined,
    media: files.flatMap(({ kind, file }) => {
      const url = file['url']
      return typeof url === 'string' && url ? [{ url, contentType: contentTypeOf(kind, url, file['name']) }] : []
    }),
  }
}

interface NamedFile {
  readonly kind: string
  readonly file: Fields
}

/** One file under the name of its kind, or several in a list, each with its own `type`. */
function filesOf(fields: Fields): readonly NamedFile[] {
  const single = kinds.flatMap((kind) => objectsIn(fields[kind]).map((file) => ({ kind, file })))
  const listed = objectsIn(fields['content']).map((file) => ({ kind: String(file['type']), file }))
  return [...single, ...listed]
}

function objectsIn(value: unknown): readonly Fields[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.flatMap((item) => (typeof item === 'object' && item !== null ? [{ ...item }] : []))
}

/** By the ending of the file's name: Vonage gives no media type, the server that has the file does. */
function contentTypeOf(kind: string, url: string, name: unknown): string {
  if (kind === 'vcard') return 'text/vcard'
  const path = URL.canParse(url) ? new URL(url).pathname : ''
  const ending = /\.([a-z0-9]{2,5})$/i.exec(typeof name === 'string' && name ? name : path)?.[1]?.toLowerCase()
  return (ending && contentTypes.get(ending)) || 'application/octet-stream'
}

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['mp3', 'audio/mpeg'],
  ['mp4', 'video/mp4'],
  ['vcf', 'text/vcard'],
  ['pdf', 'application/pdf'],
])
