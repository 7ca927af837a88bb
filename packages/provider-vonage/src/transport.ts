import {
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestPlain,
} from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Socket } from 'node:net'

/** One HTTP call. */
export interface HttpCall {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Milliseconds for the whole of it. */
  readonly timeoutMs: number
  readonly agent: Agent | undefined
}

/** How far an HTTP call came. */
export type Exchange =
  | {
      readonly type: 'answer'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly body: string
    }
  /** No connection came about, so that not one byte of the call has left. */
  | { readonly type: 'not-sent'; readonly reason: string }
  /** The call may have arrived, and there is no whole answer. */
  | { readonly type: 'no-answer'; readonly reason: string }

/** An answer of the API is a few hundred bytes; a larger one is not one. */
const longestAnswer = 1024 * 1024

/**
 * Makes one HTTP call, once, and tells how far it came. Never rejects for what happens on the wire.
 *
 * The SDK's own transport waits for ever unless told otherwise, and cannot tell a connection that never came about from
 * an answer that got lost: the first text may be sent again, the second must not.
 */
export function exchange(call: HttpCall): Promise<Exchange> {
  return new Promise((resolve) => {
    const isSecure = call.url.protocol === 'https:'
    const open = isSecure ? requestSecure : requestPlain
    let isConnected = false

    const fail = (reason: string) => resolve({ type: isConnected ? 'no-answer' : 'not-sent', reason })
    let request: ClientRequest
    try {
      request = open(call.url, { method: call.method, headers: call.headers, agent: call.agent ?? false })
    } catch (error) {
      // Such as an agent for another protocol.
      return fail(reasonOf(error))
    }
    const deadline = setTimeout(() => {
      fail('ETIMEDOUT')
      request.destroy()
    }, call.timeoutMs)

    request.on('socket', (socket) => whenConnected(socket, isSecure, () => (isConnected = true)))
    request.on('response', (response) => collect(response, resolve, fail))
    request.on('error', (error) => fail(reasonOf(error)))
    request.on('close', () => {
      clearTimeout(deadline)
      fail('ECONNRESET')
    })
    request.end(call.body)
  })
}

/** Data waits in the socket until the connection stands, and for TLS until the certificate has been accepted. */
function whenConnected(socket: Socket, isSecure: boolean, callback: () => void): void {
  if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', callback)
  else callback()
}

function collect(
  response: IncomingMessage,
  resolve: (exchange: Exchange) => void,
  fail: (reason: string) => void,
): void {
  const chunks: Buffer[] = []
  let length = 0
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length <= longestAnswer) return void chunks.push(chunk)
    fail('EMSGSIZE')
    response.destroy()
  })
  response.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    resolve({ type: 'answer', status: response.statusCode ?? 0, headers: response.headers, body })
  })
  response.on('error', (error) => fail(reasonOf(error)))
}

/** The error's code alone: its message may hold an address. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'EUNKNOWN'
}
