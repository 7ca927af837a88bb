import { isObject, type JsonObject } from './json.js'
import { signatureOf } from './webhook/verify.js'

/** One thing Slack sent over the socket, as `@slack/socket-mode` hands it on. */
export interface SocketEnvelope {
  /** `events_api`, `interactive` or `slash_commands`. */
  readonly type: string
  readonly body: JsonObject
  readonly retryNumber?: number
  readonly retryReason?: string
}

/** How a socket's envelope is turned into a request. */
export interface SocketRequestOptions {
  readonly url: string
  readonly signingSecret: string
  readonly now: Date
}

/** The request Slack would have made over HTTP with the same content, signed as Slack signs. */
export function requestOf(envelope: SocketEnvelope, { url, signingSecret, now }: SocketRequestOptions): Request {
  const [contentType, body] = encode(envelope)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const headers = new Headers({
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signatureOf(signingSecret, timestamp, Buffer.from(body)),
  })
  if (envelope.retryNumber) headers.set('x-slack-retry-num', String(envelope.retryNumber))
  if (envelope.retryReason) headers.set('x-slack-retry-reason', envelope.retryReason)
  return new Request(url, { method: 'POST', headers, body })
}

function encode({ type, body }: SocketEnvelope): readonly [contentType: string, body: string] {
  const formType = 'application/x-www-form-urlencoded'
  switch (type) {
    case 'interactive':
      return [formType, new URLSearchParams({ payload: JSON.stringify(body) }).toString()]
    case 'slash_commands':
      return [formType, new URLSearchParams(flat(body)).toString()]
    default:
      return ['application/json', JSON.stringify(body)]
  }
}

function flat(body: JsonObject): Record<string, string> {
  const pairs = Object.entries(body).filter(([, value]) => value !== null && !isObject(value))
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]))
}
