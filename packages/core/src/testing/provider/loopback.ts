import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { WireAnswer, WireRequest } from './descriptor.js'

/** What a call meets: an answer, or one of the ways in which there is none. */
export type Ending = WireAnswer | 'hang' | 'reset' | 'cut-off'

/** An ending, or how to choose one for a call. */
export type EndingFor = Ending | ((call: WireRequest) => Ending)

/** A server on loopback that answers as it is told to, and remembers what it was asked. */
export interface Loopback {
  readonly url: string
  readonly port: number
  readonly calls: readonly WireRequest[]
  /** What the next calls meet, one after the other; the last one stays. */
  answer(...endings: readonly EndingFor[]): void
  close(): Promise<void>
}

const opened = new Set<number>()

/** Whether a server of the kit's is or was at a port. Pools of connections look for theirs again after it is gone. */
export const isOfKit = (port: number): boolean => opened.has(port)

/**
 * Opens a vendor's end of the wire, for tests of what is peculiar to one vendor. A call without an ending is answered 404.
 *
 * @param first - as for `answer`
 */
export async function openLoopback(...first: readonly EndingFor[]): Promise<Loopback> {
  const calls: WireRequest[] = []
  const sockets = new Set<Socket>()
  let endings = first

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'loopback'}`)
      const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const call = { method: request.method ?? '', url, headers, body: new Uint8Array(Buffer.concat(chunks)) }
      calls.push(call)
      const [ending = { status: 404 }, ...later] = endings
      if (later.length > 0) endings = later
      end(response, typeof ending === 'function' ? ending(call) : ending)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  opened.add(port)

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    calls,
    answer: (...next) => void (endings = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function end(response: ServerResponse, ending: Ending): void {
  if (ending === 'hang') return
  if (ending === 'reset') return void response.socket?.resetAndDestroy()
  if (ending === 'cut-off') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    return void response.write('{"id":"', () => response.socket?.destroy())
  }
  const { body = '', headers, status } = ending
  const isRaw = typeof body === 'string' || body instanceof Uint8Array
  response.writeHead(status, { ...(isRaw ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(isRaw ? body : JSON.stringify(body))
}
