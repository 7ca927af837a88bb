import type { IncomingMessage } from 'node:http'
import { ThreadlineError } from './errors.js'
import type { Incoming } from './webhooks/incoming.js'
import { tooLarge } from './webhooks/read-body.js'

/** What Express and body parsers add to a request. */
export interface ParsedRequest {
  readonly originalUrl?: string
  readonly rawBody?: Uint8Array | string
}

/** A request of `node:http`, read without the detour over web streams: a webhook is small, and there are many. */
export function fromNode(request: IncomingMessage & ParsedRequest): Incoming {
  return {
    method: request.method ?? 'GET',
    url: urlOf(request),
    headers: headersOf(request),
    readBody: (maxBytes) => readBody(request, maxBytes),
  }
}

export function urlOf({ originalUrl, url }: IncomingMessage & ParsedRequest): URL {
  return new URL(originalUrl ?? url ?? '/', 'http://localhost')
}

export function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 puts method and path among the headers, with a colon in front.
    if (name.startsWith(':')) continue
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  return headers
}

/** Something that reads the body first leaves nothing whose signature could be checked, unless it has kept the bytes. */
export function keptBody(incoming: IncomingMessage & ParsedRequest): Uint8Array | undefined {
  const { rawBody } = incoming
  if (rawBody !== undefined) return typeof rawBody === 'string' ? Buffer.from(rawBody) : rawBody
  if (!incoming.readableDidRead) return undefined
  throw new ThreadlineError(
    'webhook.body_consumed',
    'Something read the body first, so its signature cannot be checked. Mount Threadline before the body parser.',
  )
}

async function readBody(incoming: IncomingMessage & ParsedRequest, maxBytes: number): Promise<Uint8Array> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const kept = keptBody(incoming)
  if (!kept) return readStream(incoming, maxBytes)
  if (kept.byteLength > maxBytes) throw tooLarge(maxBytes)
  return kept
}

/** By its events: who leaves an iteration early destroys the connection, on which the answer is still to go. */
function readStream(incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    const cutOff = (): void =>
      reject(new ThreadlineError('webhook.malformed', 'The request ended before its body did.'))
    const take = (chunk: Uint8Array): void => {
      length += chunk.byteLength
      chunks.push(chunk)
      if (length <= maxBytes) return
      incoming.off('data', take).pause()
      reject(tooLarge(maxBytes))
    }
    incoming
      .on('data', take)
      .once('end', () => {
        incoming.off('close', cutOff)
        resolve(Buffer.concat(chunks, length))
      })
      .once('error', cutOff)
      .once('close', cutOff)
  })
}
