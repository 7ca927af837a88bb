import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens; what it answers with can be put in later. */
export interface Listening {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  handle(listener: RequestListener): void
  close(): Promise<void>
}

/** Listens on a port; 0 takes any free one. Until it has a handler it answers 503, so that senders come again. */
export function listen(port: number, host?: string): Promise<Listening> {
  let handler: RequestListener = (_request, response) => void response.writeHead(503).end('Starting.\n')
  const server = createServer((request, response) => handler(request, response))
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(isTaken ? new Error(`Port ${port} is already taken. Set PORT to another one.`, { cause: error }) : error)
    })
    server.listen(port, host, () => {
      resolve({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        handle: (listener) => void (handler = listener),
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeAllConnections()
          }),
      })
    })
  })
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = await listen(0, '127.0.0.1')
  await server.close()
  return Number(new URL(server.url).port)
}
