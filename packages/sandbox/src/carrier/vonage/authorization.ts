import { createVerify } from 'node:crypto'
import { systemClock } from '../../system-clock.js'
import type { VonageKeys } from './account.js'

/** Basic with the account's key and secret, or a token signed with the application's private key. */
export function isAuthorized(account: VonageKeys, header: string | null): boolean {
  const basic = /^Basic (\S+)$/i.exec(header ?? '')?.[1]
  if (basic) {
    return Buffer.from(basic, 'base64').toString('utf8') === `${account.apiKey}:${account.apiSecret}`
  }
  const token = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
  return token !== undefined && isApplicationToken(account, token)
}

/** Clients date their tokens by the clock on the wall, whatever clock the carrier goes by. */
function isApplicationToken(account: VonageKeys, token: string): boolean {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const claims = readPart(payload)
  const now = systemClock.now().getTime() / 1000
  const isCurrent = Number(claims['iat']) <= now + 60 && Number(claims['exp']) > now
  if (readPart(header)['alg'] !== 'RS256' || claims['application_id'] !== account.applicationId || !isCurrent)
    return false
  const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`)
  return verifier.verify(account.publicKey, Buffer.from(signature, 'base64url'))
}

function readPart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
