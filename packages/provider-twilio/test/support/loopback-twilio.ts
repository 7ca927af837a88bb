import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A call as it came over the wire. */
export interface CapturedCall {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly form: URLSearchParams
}

/** Answers one call, well or badly. */
export type Behaviour = (response: ServerResponse) => void

export interface LoopbackTwilio {
  readonly url: string
  readonly calls: readonly CapturedCall[]
  /** What the next calls meet; the last one stays. */
  behave(...behaviours: readonly Behaviour[]): void
  stop(): Promise<void>
}

/** An HTTP server on loopback that answers as it is told to. */
export async function startLoopbackTwilio(): Promise<LoopbackTwilio> {
  const calls: CapturedCall[] = []
  let behaviours: readonly Behaviour[] = [json(201, created())]

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://loopback')
      calls.push({
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
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

/** A message as Twilio's API gives it. */
export function created(fields: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    sid: `SM${'a1'.repeat(16)}`,
    account_sid: `AC${'0'.repeat(32)}`,
    status: 'queued',
    to: '+14155550123',
    from: '+14155550100',
    body: 'Hello',
    direction: 'outbound-api',
    num_segments: '1',
    num_media: '0',
    error_code: null,
    date_created: 'Mon, 07 Jan 2030 10:00:00 +0000',
    date_sent: null,
    messaging_service_sid: null,
    ...fields,
  }
}

/** A page of Twilio's message list. */
export function listOf(messages: readonly unknown[], nextPage: string | null = null) {
  return { messages, next_page_uri: nextPage, page: 0, page_size: 1000, start: 0, end: messages.length }
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function raw(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (response) => void response.writeHead(status, headers).end(body)
}

/** An error of Twilio's API. Its words hold what must not leak. */
export function vendorError(status: number, code: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  const message = `The number +14155550123 is not accepted (token-of-the-test)`
  return json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, headers)
}

/** The connection breaks without an answer. */
export const reset: Behaviour = (response) => void response.socket?.resetAndDestroy()

/** The answer breaks off in the middle. */
export const truncated: Behaviour = (response) => {
  response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"sid":"SM', () => response.socket?.destroy())
}

/** No answer, ever. */
export const hang: Behaviour = () => undefined
