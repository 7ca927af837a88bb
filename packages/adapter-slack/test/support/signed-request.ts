import { createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import { signingSecret, testNow } from './adapter.js'

export interface SignedRequestOptions {
  readonly contentType?: string
  readonly secret?: string
  readonly timestamp?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A request with a body, signed the way Slack documents it. */
export function signedRequest(body: string | Uint8Array, options: SignedRequestOptions = {}): WebhookRequest {
  const { contentType = 'application/json', secret = signingSecret, headers } = options
  const timestamp = options.timestamp ?? String(testNow.getTime() / 1000)
  const bytes = Buffer.from(body)
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(bytes).digest('hex')
  return {
    method: 'POST',
    url: 'https://desk.example/webhooks/slack',
    headers: new Headers({
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
      ...headers,
    }),
    body: new Uint8Array(bytes),
  }
}

/** A signed event of the Events API. */
export function eventRequest(payload: unknown, options: SignedRequestOptions = {}): WebhookRequest {
  return signedRequest(JSON.stringify(payload), options)
}

/** A signed interaction: a form with one field. */
export function interactionRequest(payload: unknown, options: SignedRequestOptions = {}): WebhookRequest {
  const form = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return signedRequest(form, { contentType: 'application/x-www-form-urlencoded', ...options })
}
