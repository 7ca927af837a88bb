import { createSecretKey } from 'node:crypto'
import { ThreadlineError, type WebhookRequest } from '@threadline/core'
import { parseObject } from '../read.js'

const headerName = 'messagebird-signature-jwt'

/** How far our clock and MessageBird's may be apart: https://developers.messagebird.com/api/#verifying-http-requests */
const clockToleranceSeconds = 5

/** What names one call of a webhook, and until when its signature is good. */
export interface Proof {
  readonly jti: string
  readonly expiresAt: Date
}

/**
 * Verifies the signature of a call with any of the keys: that it is MessageBird's, of this URL (query included) and
 * this body, and of this minute. The SDK does the work; its Express middleware, which lets everything through, does not.
 *
 * @throws ThreadlineError `webhook.unsigned`, `webhook.bad_signature` or `webhook.stale`
 */
export async function verifyWebhook(request: WebhookRequest, keys: readonly string[], now: Date): Promise<Proof> {
  const token = request.headers.get(headerName)
  if (!token) {
    throw new ThreadlineError('webhook.unsigned', 'The request has no MessageBird-Signature-JWT.')
  }
  const proof = proofOf(token)
  if (proof && (await isSigned(request, token, keys, now))) return proof
  // Genuine at the time it was made?
  if (proof && (await isSigned(request, token, keys, proof.madeAt))) {
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

/** What the token says of itself. Not to be believed before it is verified. */
function proofOf(token: string): (Proof & { readonly madeAt: Date }) | undefined {
  const claims = parseObject(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const { jti, nbf, exp } = claims ?? {}
  if (typeof jti !== 'string' || !isTime(nbf) || !isTime(exp)) return undefined
  const expiresAt = new Date((exp + clockToleranceSeconds) * 1000)
  return { jti, expiresAt, madeAt: new Date(nbf * 1000) }
}

function isTime(seconds: unknown): seconds is number {
  return typeof seconds === 'number' && seconds >= 0 && seconds <= 8_640_000_000_000
}
