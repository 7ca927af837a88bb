/** The largest file that is brought in, in bytes: far more than any carrier lets through. */
export const largestInboundFile = 20_000_000

/** A part of a picture message that only says how the others are laid out. */
export const isLayout = (contentType: string): boolean => contentType === 'application/smil'

/** Endings of the media types that phones send. */
const endings: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['image/heic', 'heic'],
  ['image/heif', 'heif'],
  ['image/bmp', 'bmp'],
  ['image/tiff', 'tiff'],
  ['audio/mpeg', 'mp3'],
  ['audio/mp4', 'm4a'],
  ['audio/aac', 'aac'],
  ['audio/amr', 'amr'],
  ['audio/ogg', 'ogg'],
  ['audio/wav', 'wav'],
  ['audio/x-wav', 'wav'],
  ['audio/3gpp', '3gp'],
  ['video/mp4', 'mp4'],
  ['video/mpeg', 'mpg'],
  ['video/quicktime', 'mov'],
  ['video/webm', 'webm'],
  ['video/3gpp', '3gp'],
  ['text/vcard', 'vcf'],
  ['text/x-vcard', 'vcf'],
  ['text/calendar', 'ics'],
  ['text/plain', 'txt'],
  ['text/csv', 'csv'],
  ['application/pdf', 'pdf'],
])

/** The usual ending of names of a kind of file. */
export const endingOf = (contentType: string): string | undefined => endings.get(contentType)

/** What kind of file a name with a usual ending is of, in lower case. */
export function contentTypeOf(name: string): string | undefined {
  const ending = /\.([a-z0-9]{1,5})$/.exec(name.toLowerCase())?.[1]?.replace(/^jpeg$/, 'jpg')
  return [...endings].find(([, usual]) => usual === ending)?.[0]
}

/** The first bytes of what can be told by them, as a string of one character each. */
const beginnings: ReadonlyMap<string, RegExp> = new Map([
  ['image/jpeg', /^\u00ff\u00d8\u00ff/],
  ['image/png', /^\u0089PNG/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['application/pdf', /^[^]{0,1019}%PDF/],
])

/**
 * Why a file is not brought in, in words that follow "it", or `undefined`. What is not what it says it is would come out as
 * a broken picture, or worse.
 */
export function problemOfInboundFile(contentType: string, content: Uint8Array): string | undefined {
  if (content.length === 0) return 'is empty'
  if (content.length > largestInboundFile) return `is larger than ${largestInboundFile / 1_000_000} MB`
  if (!endings.has(contentType)) return `is of a kind that is not taken (${typeInWords(contentType)})`
  const beginning = beginnings.get(contentType)
  const first = String.fromCharCode(...content.subarray(0, 1024))
  return beginning && !beginning.test(first) ? `is not what it says it is (${contentType})` : undefined
}

/** A name that is safe everywhere: plain characters, and the ending of what the file is, whatever it was called. */
export function inboundFileName(contentType: string, fileName: string | undefined): string {
  const base = (fileName ?? '')
    .normalize('NFKD')
    .replace(/\.[^.]*$/, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return `${base || kindOf(contentType)}.${endings.get(contentType) ?? 'bin'}`
}

/** What people call it. */
export function kindOf(contentType: string): 'picture' | 'video' | 'sound' | 'file' {
  if (contentType.startsWith('image/')) return 'picture'
  if (contentType.startsWith('video/')) return 'video'
  return contentType.startsWith('audio/') ? 'sound' : 'file'
}

function typeInWords(contentType: string): string {
  return /^[a-z0-9]+\/[a-z0-9.+-]{1,60}$/.test(contentType) ? contentType : 'unknown'
}
