import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What a token of Vonage's says, as far as it is looked at. */
export interface Claims {
  /** When it was made, in milliseconds since 1970. */
  readonly issuedAtMs: number
  readonly expiresAtMs?: number
  readonly issuer?: string
  readonly apiKey?: string
  readonly applicationId?: string
  /** SHA-256 of the body, in hexadecimal. */
  readonly payloadHash?: string
}

/**
 * The claims of a token that was signed (HS256) with one of the secrets; `undefined` for any other.
 *
 * https://developer.vonage.com/en/getting-started/concepts/webhooks#decoding-signed-webhooks
 */
export function verifiedClaims(token: string, secrets: readonly string[]): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split('.')
  if (!header || !payload || !signature || rest.length > 0) return undefined
  if (readPart(header)?.['alg'] !== 'HS256') return undefined
  const isSigned = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`, 'utf8').digest('base64url')
    return isEqualInConstantTime(signature.replace(/=+$/, ''), expected)
  })
  const claims = isSigned ? readPart(payload) : undefined
  return claims && claimsOf(claims)
}

/** Whether the token is for this very body. */
export function isHashOf(payloadHash: string | undefined, body: Uint8Array): boolean {
  const actual = createHash('sha256').update(body).digest('hex')
  return payloadHash !== undefined && isEqualInConstantTime(payloadHash.toLowerCase(), actual)
}

function claimsOf(claims: Readonly<Record<string, unknown>>): Claims | undefined {
  const issuedAtMs = milliseconds(claims['iat'])
  if (issuedAtMs === undefined) return undefined
  const expiresAtMs = milliseconds(claims['exp'])
  return {
    issuedAtMs,
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    ...text('issuer', claims['iss']),
    ...text('apiKey', claims['api_key']),
    ...text('applicationId', claims['application_id']),
    ...text('payloadHash', claims['payload_hash']),
  }
}

function text<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string } {
  return typeof value === 'string' && value ? ({ [name]: value } as { [Key in Name]: string }) : {}
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined
}

function readPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function isEqualInConstantTime(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)]
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes)
}
