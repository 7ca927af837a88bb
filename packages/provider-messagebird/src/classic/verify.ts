import { createSecretKey } from 'node:crypto'
import { ThreadlineError, type WebhookRequest } from '@threadline/core'
import { readObject } from '@threadline/core/http'

const headerName = 'messagebird-signature-jwt'

/** How far our clock and MessageBird's may be apart: https://developers.messagebird.com/api/#verifying-http-requests */
const clockToleranceSeconds = 5

/**
 * Verifies the signature of a call with any of the keys: that it is MessageBird's, of this URL (query included) and
 * this body, and of this minute. The SDK does the work; its Express middleware, which lets everything through, does not.
 *
 * @throws ThreadlineError `webhook.unsigned`, `webhook.bad_signature` or `webhook.stale`
 */
export async function verifyWebhook(request: WebhookRequest, keys: readonly string[], now: Date): Promise<void> {
  const token = request.headers.get(headerName)
  if (!token) {
    throw new ThreadlineError('webhook.unsigned', 'The request has no MessageBird-Signature-JWT.')
  }
  if (await isSigned(request, token, keys, now)) return
  const madeAt = madeAtOf(token)
  if (madeAt && (await isSigned(request, token, keys, madeAt))) {
    throw new ThreadlineError('webhook.stale', 'The signature is too old or too new: check the clock of this host.')
  }
  throw new ThreadlineError(
    'webhook.bad_signature',
    'The signature does not fit: check the signing key, and that the public URL is the one MessageBird calls.',
  )
}

async function isSigned(request: WebhookRequest, token: string, keys: readonly string[], now: Date): Promise<boolean> {
  const { verify, VerifyOptions } = await import('messagebird/lib/webhook-signature-jwt.js')
  const options = () =>
    new VerifyOptions(
      true,
      true,
      {
        issuer: 'MessageBird',
        algorithms: ['HS256', 'HS384', 'HS512'],
        clockTolerance: clockToleranceSeconds,
        currentDate: now,
        requiredClaims: ['nbf', 'exp', 'jti'],
      },
      (jti) => typeof jti === 'string' && jti !== '',
    )
  const attempts = keys.map((key) =>
    verify(request.url, Buffer.from(request.body), token, createSecretKey(Buffer.from(key, 'utf8')), options()).then(
      () => true,
      () => false,
    ),
  )
  return (await Promise.all(attempts)).includes(true)
}

/** When the token says that it was made. Not to be believed before it is verified. */
function madeAtOf(token: string): Date | undefined {
  const claims = readObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const seconds = claims?.['nbf']
  return typeof seconds === 'number' && Math.abs(seconds) < 8_640_000_000_000 ? new Date(seconds * 1000) : undefined
}
