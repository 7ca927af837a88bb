import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SimulatorReply } from './simulator.js'

/** What answers the requests of a server. */
export interface ServeOptions {
  readonly fetch: (request: Request) => Promise<SimulatorReply>
  /** Takes over a connection that asks for a WebSocket. Absent: such connections are closed. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** @defaultValue 0, any free one */
  readonly port?: number
  /** @defaultValue '127.0.0.1', this machine only */
  readonly host?: string
}

/** A server that runs. */
export interface Served {
  /** `http://127.0.0.1:4010`, without a slash at the end. */
  readonly url: string
  /** Stops listening and breaks every connection. */
  stop(): Promise<void>
}

/** Starts an HTTP server in front of web-standard handlers. Throws a sentence for a person when the port is taken. */
export async function serve(options: ServeOptions): Promise<Served> {
  const { port = 0, host = '127.0.0.1' } = options
  const server = createServer((incoming, outgoing) => void answer(options.fetch, incoming, outgoing))
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    if (options.upgrade) options.upgrade(request, socket, head)
    else socket.destroy()
  })
  await listen(server, port, host)
  const address = server.address() as AddressInfo
  return { url: `http://${address.family === 'IPv6' ? `[${host}]` : host}:${address.port}`, stop: () => close(server) }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, port, host)))
    server.listen(port, host, resolve)
  })
}

function explained(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`Port ${port} is already taken: stop what uses it, or choose another port.`, { cause: error })
  }
  if (error.code === 'EACCES') {
    return new Error(`Port ${port} may not be used by this user: choose one above 1023.`, { cause: error })
  }
  return new Error(`Cannot listen on ${host}, port ${port} (${error.code ?? error.message}).`, { cause: error })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function answer(
  fetch: ServeOptions['fetch'],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const reply = await fetch(await readRequest(incoming))
    if (reply === 'drop') incoming.socket.destroy()
    else await writeResponse(reply, outgoing)
  } catch {
    if (outgoing.headersSent) incoming.socket.destroy()
    else outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('The sandbox failed to answer.')
  }
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const method = incoming.method ?? 'GET'
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each)
  }
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`)
  return new Request(url, { method, headers, ...(hasBody ? { body: Buffer.concat(chunks) } : {}) })
}

async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body) return void outgoing.end()
  const reader = response.body.getReader()
  outgoing.once('close', () => void reader.cancel().catch(() => {}))
  for (let part = await reader.read(); !part.done; part = await reader.read()) outgoing.write(part.value)
  outgoing.end()
}
