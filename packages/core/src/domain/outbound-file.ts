import { endingOf, kindOf } from './inbound-file.js'
import type { MediaCapability } from './media-capability.js'
import type { ChatFile, FileProblem, WrittenFile } from './message.js'

/** Files that a person or the host's own code can send at once. */
export const mostFiles = 10

/** Carriers take no longer names than this. */
const longestName = 20

/** The name under which a file leaves: plain characters with the ending of what it is, at most 20 of them. */
export function outboundFileName({ contentType, name }: Pick<ChatFile, 'contentType' | 'name'>): string {
  const own = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase()
  const ending = endingOf(contentType) ?? own ?? 'bin'
  const base = name
    .normalize('NFKD')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, longestName - ending.length - 1)
    .replaceAll(/^-+|-+$/g, '')
  return `${base || kindOf(contentType)}.${ending}`
}

/** Why a file cannot go along, in words that go on after "Not sent:", or `undefined`. */
export function problemOfFile(file: WrittenFile, media: MediaCapability | undefined): string | undefined {
  const called = `“${file.name}”`
  if (file.problem) return `${called} ${wordsFor[file.problem]}`
  if (!media) return `${called} cannot go along: this line sends words only.`
  if (file.isUntold) return undefined
  if (!takes(media, file.contentType)) {
    const what = endingOf(file.contentType)?.toUpperCase() ?? (file.contentType || 'unknown')
    return `${called} is of a kind (${what}) that this line does not send. It sends ${kindsOf(media)}.`
  }
  if (file.bytes <= 0 && file.url === undefined) return `${called} is empty.`
  if (file.bytes <= media.maxBytes) return undefined
  const most = sizeInWords(media.maxBytes, Math.floor)
  return `${called} has ${sizeInWords(file.bytes, Math.ceil)}, and this line sends files of at most ${most}.`
}

const wordsFor: Readonly<Record<FileProblem, string>> = {
  elsewhere: 'is only a link to another service. Send that link as text.',
  'no-file': 'is a page, not a file. Download it and attach that.',
  unreadable: 'cannot be read from here.',
}

/** Whether a provider takes a kind of file. */
function takes({ contentTypes }: MediaCapability, contentType: string): boolean {
  const [kind] = contentType.split('/')
  return contentTypes.includes(contentType) || contentTypes.includes(`${kind}/*`)
}

function kindsOf({ contentTypes }: MediaCapability): string {
  const kinds = contentTypes.map((type) => endingOf(type)?.toUpperCase() ?? type.replace('/*', ' files of any kind'))
  return [...new Set(kinds)].join(', ')
}

/** Rounded so that the sentence stays true. */
function sizeInWords(bytes: number, round: (value: number) => number): string {
  return bytes < 1_000_000 ? `${round(bytes / 1_000)} kB` : `${round(bytes / 100_000) / 10} MB`
}

/**
 * Files that fit a provider one by one, as they go out together: in order, each text with as many as it may hold. The
 * first group goes with the words.
 */
export function groupFiles(
  files: readonly ChatFile[],
  { maxCount, maxTotalBytes }: MediaCapability,
): readonly (readonly ChatFile[])[] {
  const groups: ChatFile[][] = []
  let bytes = 0
  for (const file of files) {
    const group = groups.at(-1)
    bytes += file.bytes
    if (group && group.length < maxCount && bytes <= maxTotalBytes) {
      group.push(file)
      continue
    }
    groups.push([file])
    bytes = file.bytes
  }
  return groups
}

/** Whether a provider takes all these files in one text. */
export function fitsInOneText(files: readonly ChatFile[], media: MediaCapability | undefined): boolean {
  if (files.length === 0) return true
  if (!media || files.some((file) => problemOfFile(file, media) !== undefined)) return false
  return groupFiles(files, media).length === 1
}
