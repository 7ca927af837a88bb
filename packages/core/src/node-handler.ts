import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ThreadlineError } from './errors.js'
import { headersOf, keptBody, urlOf } from './node-incoming.js'
import { isPlain } from './plain-response.js'
import type { PlainResponse } from './ports/webhook.js'

/**
 * Turns a web-standard handler into one for `node:http`, Express, Fastify's raw mode and the like. It needs the body as
 * it came: mount it before any body parser, or let the parser keep the bytes in `request.rawBody`.
 */
export function createNodeHandler(
  handle: (request: Request) => Promise<Response | PlainResponse>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return answerWith((incoming) => handle(toRequest(incoming)))
}

/** A handler for `node:http` that writes what `answer` gives, or why it gives nothing. */
export function answerWith(
  answer: (incoming: IncomingMessage) => Promise<Response | PlainResponse>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (incoming, outgoing) => void respond(answer, incoming, outgoing)
}

async function respond(
  answer: (incoming: IncomingMessage) => Promise<Response | PlainResponse>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await answer(incoming)
    endAfter(incoming, outgoing)
    await write(response, outgoing)
  } catch (error) {
    if (outgoing.headersSent) return void outgoing.destroy()
    endAfter(incoming, outgoing)
    const known = error instanceof ThreadlineError
    outgoing.writeHead(known ? error.status : 500, { 'content-type': 'text/plain; charset=utf-8' })
    outgoing.end(known ? `${error.code}: ${error.message}\n` : 'Something failed here. Send it again.\n')
  }
}

/** What is left of a body nobody wanted would be read as the next request of the connection. */
function endAfter(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (!incoming.complete) outgoing.setHeader('connection', 'close')
}

function toRequest(incoming: IncomingMessage): Request {
  const method = incoming.method ?? 'GET'
  const url = urlOf(incoming)
  const headers = headersOf(incoming)
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const body = (keptBody(incoming) ?? Readable.toWeb(incoming)) as BodyInit
  return new Request(url, { method, headers, body, duplex: 'half' } as RequestInit)
}

/** What says how long it is may be long: it goes on as it comes. */
async function write(response: Response | PlainResponse, outgoing: ServerResponse): Promise<void> {
  if (isPlain(response)) return end(response.status, Object.entries(response.headers), response.body, outgoing)
  if (response.body && response.headers.has('content-length')) {
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    return pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing)
  }
  const body = response.body && Buffer.from(await response.arrayBuffer())
  end(response.status, response.headers, body ?? '', outgoing)
}

/** Node adds how long the body is, and sends all of it at once, because nothing was written before it ends. */
function end(
  status: number,
  headers: Iterable<[string, string]>,
  body: string | Buffer,
  outgoing: ServerResponse,
): void {
  outgoing.statusCode = status
  for (const [name, value] of headers) outgoing.setHeader(name, value)
  outgoing.end(body)
}
