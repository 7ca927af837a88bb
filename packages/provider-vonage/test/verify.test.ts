import { createHmac } from 'node:crypto'
import { verifySignature } from '@vonage/jwt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHashOf, verifiedClaims } from '../src/verify.js'
import { apiKey, applicationId, publicKey, signatureSecret } from './support/fixtures.js'
import { signedAt, tokenFor } from './support/signed.js'

const secrets = [signatureSecret]
const parts = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe("Vonage's token", () => {
  it('is read when it is signed with the secret', () => {
    expect(verifiedClaims(tokenFor('{}'), secrets)).toMatchObject({
      issuedAtMs: signedAt.getTime(),
      issuer: 'Vonage',
      apiKey,
      applicationId,
    })
  })

  it('is read with any secret of a rotation', () => {
    expect(verifiedClaims(tokenFor('{}'), ['the next one', signatureSecret])).toBeDefined()
  })

  const claims = parts({ iat: 1, payload_hash: 'x' })
  const signed = (header: string) =>
    `${header}.${claims}.${createHmac('sha256', signatureSecret).update(`${header}.${claims}`).digest('base64url')}`
  const [header = '', payload = '', signature = ''] = tokenFor('{}').split('.')
  it.each([
    ['another secret', tokenFor('{}', { secret: 'wrong' })],
    ['no signature', tokenFor('{}', { algorithm: 'none' })],
    ['the algorithm none over a real signature', signed(parts({ alg: 'none' }))],
    ['another algorithm', tokenFor('{}', { algorithm: 'HS512' })],
    ['the public key of an application as secret', signed(parts({ alg: 'RS256' }))],
    ['a header that is none', `x.${payload}.${signature}`],
    ['claims that were changed', `${header}.${claims}.${signature}`],
    ['a signature that breaks off', `${header}.${payload}.${signature.slice(0, -2)}`],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${header}.${payload}.${signature}.x`],
    ['nothing', ''],
    ['no time', tokenFor('{}', { claims: { iat: undefined } })],
    ['a time in words', tokenFor('{}', { claims: { iat: undefined, issued: 'now' } })],
  ])('is not believed: %s', (_name, token) => {
    expect(verifiedClaims(token, [...secrets, publicKey])).toBeUndefined()
  })

  it('agrees with the SDK about what is signed', () => {
    const body = fc.string()
    const secret = fc.constantFrom(signatureSecret, 'another secret')
    fc.assert(
      fc.property(body, secret, secret, fc.boolean(), (content, signing, checking, isBroken) => {
        const whole = tokenFor(content, { secret: signing })
        const token = isBroken ? whole.replace(/.\.(?=[^.]*$)/, 'A.') : whole
        expect(verifiedClaims(token, [checking]) !== undefined).toBe(verifySignature(token, checking))
      }),
      { numRuns: 50 },
    )
  })
})

describe('the hash of the body', () => {
  it('fits its body, in either case, and no other', () => {
    const hash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    expect(isHashOf(hash, Buffer.from('{}'))).toBe(true)
    expect(isHashOf(hash.toUpperCase(), Buffer.from('{}'))).toBe(true)
    expect(isHashOf(hash, Buffer.from('{ }'))).toBe(false)
    expect(isHashOf(hash.slice(1), Buffer.from('{}'))).toBe(false)
    expect(isHashOf(undefined, Buffer.from('{}'))).toBe(false)
  })
})
