import { createHash, createHmac } from 'node:crypto'
import type { WebhookRequest } from '@threadline/core'
import { apiKey, applicationId, signatureSecret, webhookUrl } from './fixtures.js'

/** When the webhooks of these tests are signed, unless they say otherwise. */
export const signedAt = new Date('2030-01-07T10:00:00Z')

export interface Signing {
  readonly secret?: string
  readonly algorithm?: 'HS256' | 'HS512' | 'none'
  /** Instead of, or beside, what Vonage says. `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
}

let tokens = 0

/** A token as Vonage makes it. That it is one, the SDK's own check says in `verify.test.ts`. */
export function tokenFor(body: string, { secret = signatureSecret, algorithm = 'HS256', claims = {} }: Signing = {}) {
  tokens += 1
  const all = {
    iat: signedAt.getTime() / 1000,
    jti: `token-${tokens}`,
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
    ...claims,
  }
  const unsigned = [{ alg: algorithm, typ: 'JWT' }, all].map(encoded).join('.')
  if (algorithm === 'none') return `${unsigned}.`
  const hash = algorithm === 'HS512' ? 'sha512' : 'sha256'
  return `${unsigned}.${createHmac(hash, secret).update(unsigned).digest('base64url')}`
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

export interface Posted extends Signing {
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
  /** What arrives in place of what was signed. */
  readonly sentBody?: string
}

/** A webhook as Vonage posts it. */
export function post(fields: unknown, { headers = {}, method = 'POST', sentBody, ...signing }: Posted = {}) {
  const body = typeof fields === 'string' ? fields : JSON.stringify(fields)
  return {
    method,
    url: webhookUrl,
    headers: new Headers({
      'content-type': 'application/json',
      authorization: `Bearer ${tokenFor(body, signing)}`,
      ...headers,
    }),
    body: Buffer.from(sentBody ?? body),
  } satisfies WebhookRequest
}
