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
  /** Longest answer that is read, in bytes. @defaultValue enough for a page of the message list */
  readonly maxBytes?: number
  readonly agent: Agent | undefined
}

/** How far an HTTP call came. */
export type Exchange =
  | {
      readonly type: 'answer'
      readonly status: number
      readonly headers: IncomingHttpHeaders
      readonly content: Buffer
    }
  /** No connection came about, so that not one byte of the call has left. */
  | { readonly type: 'not-sent'; readonly reason: string }
  /** The call may have arrived, and there is no whole answer. */
  | { readonly type: 'no-answer'; readonly reason: string }

/** Why a call ends of which the answer is longer than was asked for. */
export const tooLong = 'EMSGSIZE'

/** A page of a thousand messages is about 2 MB. */
const longestAnswer = 16 * 1024 * 1024

/**
 * Makes one HTTP call, once, and tells how far it came. Never rejects for what happens on the wire.
 *
 * The SDK's own transport cannot tell a connection that never came about from an answer that got lost: the first text
 * may be sent again, the second must not.
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
    request.on('response', (response) => collect(response, call.maxBytes ?? longestAnswer, resolve, fail))
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
  maxBytes: number,
  resolve: (exchange: Exchange) => void,
  fail: (reason: string) => void,
): void {
  const chunks: Buffer[] = []
  let length = 0
  const stop = () => {
    fail(tooLong)
    response.destroy()
  }
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) return stop()
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > maxBytes) stop()
    else chunks.push(chunk)
  })
  response.on('end', () => {
    resolve({
      type: 'answer',
      status: response.statusCode ?? 0,
      headers: response.headers,
      content: Buffer.concat(chunks),
    })
  })
  response.on('error', (error) => fail(reasonOf(error)))
}

/** The error's code alone: its message may hold an address. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'EUNKNOWN'
}
