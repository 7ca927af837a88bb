import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A call as it came over the wire. */
export interface CapturedCall {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Answers one call, well or badly. */
export type Behaviour = (response: ServerResponse) => void

export interface LoopbackVonage {
  readonly url: string
  readonly calls: readonly CapturedCall[]
  /** What the next calls meet; the last one stays. */
  behave(...behaviours: readonly Behaviour[]): void
  stop(): Promise<void>
}

/** An HTTP server on loopback that answers as it is told to. */
export async function startLoopbackVonage(): Promise<LoopbackVonage> {
  const calls: CapturedCall[] = []
  let behaviours: readonly Behaviour[] = [json(202, created())]

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://loopback')
      calls.push({
        method: request.method ?? '',
        path: url.pathname,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      })
      const [behaviour, ...later] = behaviours
      if (later.length > 0) behaviours = later
      behaviour?.(response)
    })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    behave: (...next) => void (behaviours = next),
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** What Vonage's API says to a message it takes over. */
export function created(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { message_uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab', ...fields }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function raw(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (response) => void response.writeHead(status, headers).end(body)
}

/** An error of Vonage's API, by the end of its type. Its words hold what must not leak. */
export function vendorError(
  status: number,
  code: number | string,
  more: { readonly headers?: Readonly<Record<string, string>>; readonly invalid_parameters?: readonly object[] } = {},
): Behaviour {
  const { headers, ...fields } = more
  const page = typeof code === 'number' ? 'api-errors/messages' : 'api-errors'
  const problem = {
    type: `https://developer.vonage.com/${page}#${code}`,
    title: 'Not accepted',
    detail: 'The number 14155550123 is not accepted (secret-of-the-test)',
    instance: 'bf0ca0bf927b3b52e3cb03217e1a1ddf',
    ...fields,
  }
  return json(status, problem, headers)
}

/** The connection breaks without an answer. */
export const reset: Behaviour = (response) => void response.socket?.resetAndDestroy()

/** The answer breaks off in the middle. */
export const truncated: Behaviour = (response) => {
  response.writeHead(202, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"message_uuid":"aa', () => response.socket?.destroy())
}

/** No answer, ever. */
export const hang: Behaviour = () => undefined
