import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ThreadlineError } from './errors.js'

/**
 * Turns a web-standard handler into one for `node:http`, Express, Fastify's raw mode and the like. It needs the body as
 * it came: mount it before any body parser, or let the parser keep the bytes in `request.rawBody`.
 */
export function createNodeHandler(
  handle: (request: Request) => Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, outgoing) => void answer(handle, incoming, outgoing)
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await handle(toRequest(incoming))
    // What is left of a body nobody wanted would be read as the next request of the connection.
    if (!incoming.complete) outgoing.setHeader('connection', 'close')
    await write(response, outgoing)
  } catch (error) {
    if (outgoing.headersSent) return void outgoing.destroy()
    const known = error instanceof ThreadlineError
    outgoing.writeHead(known ? error.status : 500, { 'content-type': 'text/plain; charset=utf-8' })
    outgoing.end(known ? `${error.code}: ${error.message}\n` : 'Something failed here. Send it again.\n')
  }
}

/** What Express and body parsers add to a request. */
interface ParsedRequest {
  readonly originalUrl?: string
  readonly rawBody?: Uint8Array | string
}

function toRequest(incoming: IncomingMessage & ParsedRequest): Request {
  const method = incoming.method ?? 'GET'
  const url = new URL(incoming.originalUrl ?? incoming.url ?? '/', 'http://localhost')
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 puts method and path among the headers, with a colon in front.
    if (name.startsWith(':')) continue
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one)
  }
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  return new Request(url, { method, headers, body: bodyOf(incoming), duplex: 'half' } as RequestInit)
}

function bodyOf(incoming: IncomingMessage & ParsedRequest): BodyInit {
  if (incoming.rawBody !== undefined) return incoming.rawBody as BodyInit
  if (incoming.readableDidRead) {
    throw new ThreadlineError(
      'webhook.body_consumed',
      'Something read the body first, so its signature cannot be checked. Mount Threadline before the body parser.',
    )
  }
  return Readable.toWeb(incoming) as unknown as BodyInit
}

/** What says how long it is may be long: it goes on as it comes. */
async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  if (response.body && response.headers.has('content-length')) {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    return pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing)
  }
  const body = Buffer.from(await response.arrayBuffer())
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(body)
}
