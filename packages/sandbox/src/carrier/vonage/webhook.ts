import { createHash, createHmac } from 'node:crypto'
import type { Webhook } from '../../webhook-sender.js'
import type { CarrierState } from '../state.js'
import { newUuid } from './ids.js'

/** Not documented. */
const timeoutMs = 15_000

const minuteMs = 60_000

/**
 * Waits of 5 seconds, doubled until they are 15 minutes, for 24 hours.
 *
 * @see https://api.support.vonage.com/hc/en-us/articles/360028543292
 */
const usualRetryDelaysMs = [5, 10, 20, 40, 80, 160, 320, 640]
  .map((seconds) => seconds * 1000)
  .concat(Array.from({ length: 94 }, () => 15 * minuteMs))

/** A signed webhook of the Messages API. What is answered with 429 or 5xx comes again, what is answered otherwise not. */
export function vonageWebhook(
  state: CarrierState,
  {
    name,
    url,
    fields,
    orderKey,
  }: { readonly name: string; readonly url: string; readonly fields: object; readonly orderKey: string },
): Webhook {
  const body = JSON.stringify(fields)
  return {
    name,
    orderKey,
    timeoutMs,
    retryDelaysMs: state.retryDelaysMs ?? usualRetryDelaysMs,
    endsRetries: ({ status }) => status !== 429 && status < 500,
    build: () =>
      new Request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${signedToken(state, body)}` },
        body,
      }),
  }
}

/** @see https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks */
function signedToken(state: CarrierState, body: string): string {
  const { apiKey, applicationId, signatureSecret } = state.vonage
  const claims = {
    iat: Math.floor(state.clock.now().getTime() / 1000),
    jti: newUuid(state),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
  }
  const unsigned = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encoded).join('.')
  return `${unsigned}.${createHmac('sha256', signatureSecret).update(unsigned).digest('base64url')}`
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
