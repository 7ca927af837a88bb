import { createHash } from 'node:crypto'
import fc from 'fast-check'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, it } from 'vitest'
import { isBodyHashValid, isSignatureValid, type Parameters } from '../src/verify.js'

// Token, parameters and signatures of the SDK's own test suite.
const token = '12345'
const call = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
}
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'

type Fields = Readonly<Record<string, string | readonly string[]>>
const parametersOf = (fields: Fields): Parameters =>
  new Map(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]))
const isValid = (address: string, fields: Fields, signature: string, tokens: readonly string[] = [token]) =>
  isSignatureValid({ url: address, parameters: parametersOf(fields) }, signature, tokens)

describe("Twilio's signature", () => {
  it.each([
    ['plain', url, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['signed with the port', url, call, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['called with the port', url.replace('.com', '.com:443'), call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['an apostrophe signed as %27', `${url}&Body=It's+amazing`, call, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
  ])('is believed: %s', (_name, address, fields, signature) => {
    expect(isValid(address, fields, signature)).toBe(true)
    expect(webhooks.validateRequest(token, signature, address, fields)).toBe(true)
  })

  it.each<[string, string, Fields, readonly string[]]>([
    ['another token', url, call, ['12346']],
    ['http instead of https', url.replace('https', 'http'), call, [token]],
    ['a trailing slash', url.replace('.php', '.php/'), call, [token]],
    ['a query in another order', 'https://mycompany.com/myapp.php?bar=2&foo=1', call, [token]],
    ['a trimmed value', url, { ...call, Digits: '123' }, [token]],
    ['one parameter more', url, { ...call, Extra: '' }, [token]],
    ['one parameter less', url, { CallSid: call.CallSid }, [token]],
    ['another host', url.replace('mycompany', 'yourcompany'), call, [token]],
    ['no token', url, call, []],
  ])('is not believed: %s', (_name, address, fields, tokens) => {
    expect(isValid(address, fields, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', tokens)).toBe(false)
  })

  it.each(['', 'RSOYDt4T1cUTdK1PDd93', 'ü', 'RSOYDt4T1cUTdK1PDd93/VVr8B8=, RSOYDt4T1cUTdK1PDd93/VVr8B8='])(
    'is not believed: %j',
    (signature) => {
      expect(isValid(url, call, signature)).toBe(false)
    },
  )

  it('is believed with any token of a rotation', () => {
    expect(isValid(url, call, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', ['new', token])).toBe(true)
  })

  it('agrees with the SDK over all kinds of parameters and URLs', () => {
    const values = fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string(), { minLength: 1, maxLength: 4 }))
    const fields = fc.dictionary(fc.string({ minLength: 1 }), values, { noNullPrototype: true })
    const address = fc.webUrl({ withQueryParameters: true })
    const sameUrl = fc.boolean()
    fc.assert(
      fc.property(fields, address, address, sameUrl, (params, signed, other, isSame) => {
        const signature = webhooks.getExpectedTwilioSignature(token, signed, params)
        const called = isSame ? signed : other
        expect(isValid(called, params, signature)).toBe(webhooks.validateRequest(token, signature, called, params))
      }),
    )
  })
})

describe('the hash of a JSON body', () => {
  const body = Buffer.from('{"property": "value", "boolean": true}')
  const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620'
  const signed = `${url}&bodySHA256=${hash}`

  it('fits the body of the SDK’s test suite, and so does the signature', () => {
    expect(createHash('sha256').update(body).digest('hex')).toBe(hash)
    expect(isBodyHashValid(signed, body)).toBe(true)
    expect(isValid(signed, {}, 'a9nBmqA0ju/hNViExpshrM61xv4=')).toBe(true)
  })

  it('does not fit another body, nor a URL without it', () => {
    expect(isBodyHashValid(signed, Buffer.from('{}'))).toBe(false)
    expect(isBodyHashValid(url, body)).toBe(false)
    expect(isBodyHashValid(`${url}&bodySHA256=`, body)).toBe(false)
  })
})
