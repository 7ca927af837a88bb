import { createHmac, timingSafeEqual } from 'node:crypto'
import { ThreadlineError, type WebhookRequest } from '@threadline/core'

/** How old, or how far ahead, a webhook may be: https://github.com/standard-webhooks/standard-webhooks */
const toleranceMs = 5 * 60_000

/**
 * Verifies a webhook by Standard Webhooks: that one of its signatures is made with one of the secrets over its id, its
 * time and its body, and that its time is now. The SDK does the same with a clock of its own, and for one secret.
 *
 * @throws ThreadlineError `webhook.unsigned`, `webhook.bad_signature` or `webhook.stale`
 */
export function verifyWebhook(request: WebhookRequest, secrets: readonly string[], now: Date): void {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    request.headers.get(name),
  )
  if (!id || !timestamp || !signatures) {
    throw new ThreadlineError('webhook.unsigned', 'The request has no webhook-id, -timestamp and -signature.')
  }
  const content = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), request.body])
  const given = signatures.split(' ')
  if (!secrets.some((secret) => given.some((signature) => isEqual(signature, sign(content, secret))))) {
    throw new ThreadlineError(
      'webhook.bad_signature',
      "The signature does not fit: check that signingKey is the secret of Bird's webhook endpoint.",
    )
  }
  const sentAtMs = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN
  if (Math.abs(now.getTime() - sentAtMs) <= toleranceMs) return
  throw new ThreadlineError('webhook.stale', 'The webhook is too old or too new: check the clock of this host.')
}

function sign(content: Buffer, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`
}

function isEqual(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)]
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes)
}
