import { cleanText } from '../../domain/clean-text.js'
import { contentTypeOf } from '../../domain/inbound-file.js'
import type { WrittenFile } from '../../domain/message.js'
import { mostFiles } from '../../domain/outbound-file.js'
import { ThreadlineError } from '../../errors.js'

/**
 * A picture or file that goes along with a text of the host's own code: one with a public address, or one that is at the chat
 * platform already. Bytes are not taken, because nothing here keeps any.
 */
export type FileToSend =
  | {
      /**
       * Where the provider fetches it: https, open to whoever has the address, and good until the text has left. The chat
       * adapter reads it once to show it, from public addresses alone.
       */
      readonly url: string
      /** Such as `image/jpeg`. @defaultValue what the ending of the address says */
      readonly contentType?: string
      /** What people call it. @defaultValue the last part of the address */
      readonly name?: string
      /** Size in bytes, looked at before it leaves. @defaultValue not known: a provider says when it is too large */
      readonly bytes?: number
    }
  | {
      /** Id of a file at the chat platform, which the app can see. */
      readonly id: string
    }

/** @throws `ThreadlineError` `send.file_not_taken`, with what to change */
export function readFilesToSend(
  files: readonly FileToSend[] | undefined,
  newId: () => string,
): readonly WrittenFile[] | undefined {
  if (files === undefined || files.length === 0) return undefined
  if (files.length > mostFiles)
    throw notTaken(`a text has at most ${mostFiles} files, and this one has ${files.length}.`)
  return files.map((file, index) => ('url' in file ? withAddress(file, newId()) : inChat(file.id, index)))
}

/** What it is gets asked before it leaves. */
function inChat(id: string, index: number): WrittenFile {
  if (!/^[\w-]{1,100}$/.test(id)) throw notTaken('the id of a file has letters and digits only.')
  return { id, name: `File ${index + 1}`, contentType: '', bytes: 0, isUntold: true }
}

function withAddress(file: Extract<FileToSend, { url: string }>, id: string): WrittenFile {
  const url = readAddress(file.url)
  const name = cleanText(file.name ?? lastPartOf(url)).slice(0, 200) || 'file'
  const contentType = file.contentType === undefined ? contentTypeOf(lastPartOf(url)) : readType(file.contentType)
  if (contentType === undefined)
    throw notTaken(`nobody can tell what “${name}” is. Say its contentType, like image/jpeg.`)
  const { bytes } = file
  if (bytes !== undefined && !(Number.isSafeInteger(bytes) && bytes > 0)) {
    throw notTaken(`the size of “${name}” has to be a number of bytes.`)
  }
  return { id, name, contentType, bytes: bytes ?? 0, url: url.href }
}

const longestAddress = 2_000

/** No sentence repeats an address: one that is signed is a secret. */
function readAddress(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (url?.protocol !== 'https:') throw notTaken('the url of a file has to begin with https://.')
  if (url.username !== '' || url.password !== '') throw notTaken('the url of a file cannot have a password in it.')
  if (url.href.length > longestAddress) throw notTaken(`the url of a file has at most ${longestAddress} characters.`)
  if (!isPublicName(url.hostname)) throw notTaken('the url of a file has to be one that the provider can reach.')
  return url
}

/** Providers fetch from the open internet: neither this machine nor this network, nor a bare number. */
const isPublicName = (hostname: string): boolean =>
  /\.[a-z][a-z0-9-]*\.?$/.test(hostname) && !/(^|\.)(localhost|local|internal)\.?$/.test(hostname)

const lastPartOf = ({ pathname }: URL): string => pathname.split('/').at(-1) ?? ''

function readType(written: string): string | undefined {
  const type = written.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/.test(type) ? type : undefined
}

const notTaken = (because: string) => new ThreadlineError('send.file_not_taken', `Not sent: ${because}`)
