import { createHmac, timingSafeEqual } from 'node:crypto'
import { ThreadlineError, type WebhookRequest } from '@threadline/core'

/** How old, or how far ahead, a signed request may be, in milliseconds. */
const maximumAgeMs = 5 * 60_000

/**
 * Checks that Slack sent this request, and not long ago. Throws `webhook.unsigned`, `webhook.stale` or
 * `webhook.bad_signature`.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifyRequest(secrets: readonly string[], now: Date, { headers, body }: WebhookRequest): void {
  const signature = headers.get('x-slack-signature')
  const timestamp = headers.get('x-slack-request-timestamp')
  if (!signature || !timestamp) throw new ThreadlineError('webhook.unsigned', 'The request is not signed by Slack.')
  if (!/^\d{1,12}$/.test(timestamp)) throw badSignature()
  if (Math.abs(now.getTime() - Number(timestamp) * 1000) > maximumAgeMs) {
    throw new ThreadlineError('webhook.stale', 'The signature is more than five minutes off. Check the clock.')
  }
  if (!secrets.some((secret) => isEqual(signature, signatureOf(secret, timestamp, body)))) throw badSignature()
}

/** Slack's signature over a body: `v0=` and the HMAC in hexadecimal. */
export function signatureOf(secret: string, timestamp: string, body: Uint8Array): string {
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')
  return `v0=${hash}`
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function badSignature(): ThreadlineError {
  return new ThreadlineError('webhook.bad_signature', 'The signature is wrong. Check the signing secret.')
}
