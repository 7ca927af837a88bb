import {
  type Agent,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestPlain,
} from 'node:http'
import { request as requestSecure } from 'node:https'
import type { Socket } from 'node:net'
import { context, propagation } from '@opentelemetry/api'
import { hasPrivateHost, privateAddress, publicLookup } from './public-lookup.js'

/** One HTTP call. */
export interface HttpCall {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** @defaultValue none */
  readonly body?: string
  /** Milliseconds for the whole of it, from the look-up of the host name to the last byte of the answer. */
  readonly timeoutMs: number
  /** Longest answer that is read, in bytes; a longer one ends with the reason `answerTooLong`. @defaultValue 16 MiB */
  readonly maxBytes?: number
  /**
   * For a proxy or a private certificate authority.
   *
   * @defaultValue a connection of its own, so that nothing is written to an idle one the other side has just closed
   */
  readonly agent?: Agent | undefined
  /**
   * Only a host on the public internet is called: for addresses that somebody else wrote. Names are looked up once, and
   * the connection goes to the very address that was checked; with a proxy as `agent` that is up to the proxy.
   *
   * @defaultValue false
   */
  readonly mustBePublic?: boolean
}

/** An answer that came whole. Redirects are answers like any other. */
export interface Answer {
  readonly type: 'answer'
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** How far an HTTP call came. A reason is an error code of Node's, and holds nothing of the call. */
export type Exchange =
  | Answer
  /** No connection came about, so that not one byte of the call has left: it may be made again. */
  | { readonly type: 'not-sent'; readonly reason: string }
  /** The call may have arrived, and there is no whole answer: what it asked for may have been done. */
  | { readonly type: 'no-answer'; readonly reason: string; readonly status?: number }

/** The reason of a call of which the answer is longer than was asked for. */
export const answerTooLong = 'EMSGSIZE'

/** A page of a thousand messages is about 2 MB. */
const longestAnswer = 16 * 1024 * 1024

/**
 * Makes one HTTP call, once, and tells how far it came. It follows no redirect, tries nothing again, takes nothing from
 * the environment, and never rejects for what happens on the wire.
 *
 * `fetch` and the transports of vendors' SDKs cannot tell a connection that never came about from an answer that got lost:
 * the first text may be sent again, the second must not.
 */
export function exchange(call: HttpCall): Promise<Exchange> {
  return new Promise((resolve) => {
    let isConnected = false
    const fail = (reason: string, status?: number) =>
      resolve(isConnected ? { type: 'no-answer', reason, ...(status ? { status } : {}) } : { type: 'not-sent', reason })

    if (call.mustBePublic && hasPrivateHost(call.url)) return fail(privateAddress)
    let request: ClientRequest
    try {
      request = open(call)
    } catch (error) {
      // Such as an agent for another protocol.
      return fail(reasonOf(error))
    }
    const deadline = setTimeout(() => {
      fail('ETIMEDOUT')
      request.destroy()
    }, call.timeoutMs)

    request.on('socket', (socket) => whenConnected(socket, isSecure(call), () => (isConnected = true)))
    request.on('response', (response) => collect(response, call.maxBytes ?? longestAnswer, resolve, fail))
    request.on('error', (error) => fail(reasonOf(error)))
    request.on('close', () => {
      clearTimeout(deadline)
      fail('ECONNRESET')
    })
    request.end(call.body)
  })
}

const isSecure = ({ url }: HttpCall): boolean => url.protocol === 'https:'

function open(call: HttpCall): ClientRequest {
  const { agent, method, mustBePublic = false, url } = call
  const headers = traced(call.headers)
  const request = isSecure(call) ? requestSecure : requestPlain
  return request(url, { method, headers, agent: agent ?? false, ...(mustBePublic ? { lookup: publicLookup } : {}) })
}

/** With what the host's OpenTelemetry has calls carry, such as `traceparent`: nothing when it has registered none. */
function traced(headers: HttpCall['headers']): Record<string, string> {
  const carried = { ...headers }
  propagation.inject(context.active(), carried)
  return carried
}

/** Data waits in the socket until the connection stands, and for TLS until the certificate has been accepted. */
function whenConnected(socket: Socket, isTls: boolean, callback: () => void): void {
  if (socket.connecting) socket.once(isTls ? 'secureConnect' : 'connect', callback)
  else callback()
}

function collect(
  response: IncomingMessage,
  maxBytes: number,
  resolve: (exchange: Exchange) => void,
  fail: (reason: string, status?: number) => void,
): void {
  const { headers, statusCode: status = 0 } = response
  const chunks: Buffer[] = []
  let length = 0
  const stop = () => {
    fail(answerTooLong, status)
    response.destroy()
  }
  if (Number(headers['content-length'] ?? 0) > maxBytes) return stop()
  response.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > maxBytes) stop()
    else chunks.push(chunk)
  })
  response.on('end', () => resolve({ type: 'answer', status, headers, body: Buffer.concat(chunks) }))
  response.on('error', (error) => fail(reasonOf(error), status))
}

/** The error's code alone: its message may hold an address. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/.test(code) ? code : 'EUNKNOWN'
}
