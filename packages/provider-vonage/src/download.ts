import { lookup as lookUp } from 'node:dns'
import { type Agent, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { MediaFile } from '@threadline/core'
import { isPrivateAddress } from './private-address.js'

/** One file to fetch. */
export interface DownloadCall {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  /** Milliseconds for the whole of it. */
  readonly timeoutMs: number
  readonly agent: Agent | undefined
  /** Whether the host may be one of this network. */
  readonly mayBePrivate: boolean
}

/** How a download ended. */
export type Download =
  | { readonly type: 'file'; readonly file: MediaFile }
  | { readonly type: 'redirect'; readonly location: string }
  | { readonly type: 'status'; readonly status: number }
  | { readonly type: 'too-large' }
  | { readonly type: 'private-address' }
  | { readonly type: 'failed'; readonly reason: string }

/** Fetches one file, follows nothing, and reads no more than it may. Never rejects. */
export function download(call: DownloadCall): Promise<Download> {
  const { url, headers, timeoutMs, mayBePrivate } = call
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBePrivate && isIP(host) > 0 && isPrivateAddress(host)) return Promise.resolve({ type: 'private-address' })
  return new Promise((resolve) => {
    const open = url.protocol === 'https:' ? requestSecure : requestPlain
    const lookup = mayBePrivate ? {} : { lookup: publicLookup }
    const request = open(url, { method: 'GET', headers, agent: call.agent ?? false, ...lookup })
    const deadline = setTimeout(() => {
      resolve({ type: 'failed', reason: 'ETIMEDOUT' })
      request.destroy()
    }, timeoutMs)
    request.on('response', (response) => {
      read(response, call, resolve)
    })
    request.on('error', (error) => resolve(failed(error)))
    request.on('close', () => {
      clearTimeout(deadline)
      resolve({ type: 'failed', reason: 'ECONNRESET' })
    })
    request.end()
  })
}

function read(response: IncomingMessage, { url, maxBytes }: DownloadCall, resolve: (ended: Download) => void): void {
  const { statusCode: status = 0, headers } = response
  const stop = (ended: Download) => {
    resolve(ended)
    response.destroy()
  }
  if (status >= 300 && status < 400 && headers.location) return stop({ type: 'redirect', location: headers.location })
  if (status !== 200) return stop({ type: 'status', status })
  if (Number(headers['content-length'] ?? 0) > maxBytes) return stop({ type: 'too-large' })

  const chunks: Buffer[] = []
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > maxBytes) return stop({ type: 'too-large' })
    chunks.push(chunk)
  })
  response.on('end', () => resolve({ type: 'file', file: fileOf(response, url, Buffer.concat(chunks)) }))
  response.on('error', (error) => resolve(failed(error)))
}

function fileOf({ headers }: IncomingMessage, url: URL, content: Uint8Array): MediaFile {
  const contentType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() || 'application/octet-stream'
  const fileName = /[^/]+\.[a-z0-9]{2,5}$/i.exec(url.pathname)?.[0]
  return { content, contentType, ...(fileName === undefined ? {} : { fileName }) }
}

/** Finds the host's addresses, and fails when one of them is private: the connection goes to the very ones checked. */
const publicLookup: LookupFunction = (name, options, callback) => {
  lookUp(name, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    const [first] = addresses
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(Object.assign(new Error('The address is private.'), { code: privateCode }), '')
    }
    if (options.all) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

const privateCode = 'EPRIVATE'

/** The error's code alone: its message may hold an address. */
function failed(error: Error): Download {
  const code = 'code' in error ? error.code : undefined
  if (code === privateCode) return { type: 'private-address' }
  return { type: 'failed', reason: typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'EUNKNOWN' }
}
