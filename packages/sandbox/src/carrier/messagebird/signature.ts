import { createHash, createHmac } from 'node:crypto'
import { newDigits, type CarrierState } from '../state.js'

/**
 * The token that signs a call of a webhook: HS256 over the hashes of its address and its body, good for a minute.
 *
 * @see https://developers.messagebird.com/api/#verifying-http-requests
 */
export function signatureToken(state: CarrierState, url: string, body: string): string {
  const seconds = Math.floor(state.clock.now().getTime() / 1000)
  const claims = {
    iss: 'MessageBird',
    nbf: seconds,
    exp: seconds + 60,
    jti: newDigits(state),
    url_hash: sha256(url),
    ...(body === '' ? {} : { payload_hash: sha256(body) }),
  }
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  const signature = createHmac('sha256', state.messagebird.signingKey).update(content).digest('base64url')
  return `${content}.${signature}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
