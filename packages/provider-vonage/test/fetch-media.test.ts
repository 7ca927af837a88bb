import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type VonageOptions, vonageProvider } from '../src/index.js'
import { apiSecret, everythingIn, optionsFor, secrets } from './support/fixtures.js'
import * as loopback from './support/loopback-vonage.js'

const { hang, raw, reset } = loopback
const picture = raw(200, 'PNG', { 'content-type': 'image/PNG; charset=binary' })

let vonage: loopback.LoopbackVonage
beforeEach(async () => {
  vonage = await loopback.startLoopbackVonage()
  vonage.behave(picture)
})
afterEach(() => vonage.stop())

const fetchFrom = (url: string, more: object = {}, maxBytes = 1000) =>
  vonageProvider({ ...optionsFor(vonage.url), timeoutMs: 300, ...more } as VonageOptions).fetchMedia?.(
    { url, contentType: 'application/octet-stream' },
    maxBytes,
  )
const fetchFile = (more: object = {}, maxBytes = 1000) => fetchFrom(`${vonage.url}/v3/media/one.png`, more, maxBytes)

describe('a file that came with a text', () => {
  it('is fetched with a token of the application', async () => {
    expect(await fetchFile()).toEqual({
      type: 'done',
      value: { content: Buffer.from('PNG'), contentType: 'image/png', fileName: 'one.png' },
    })
    expect(vonage.calls[0]?.headers.authorization).toMatch(/^Bearer ey/)
  })

  it('is fetched without the secret of the account, which opens none', async () => {
    await fetchFile({ applicationId: undefined, privateKey: undefined, apiSecret })
    expect(vonage.calls[0]?.headers).not.toHaveProperty('authorization')
  })

  it('may be elsewhere on the same host', async () => {
    vonage.behave(raw(302, '', { location: '/v3/media/there.gif' }), picture)
    expect(await fetchFile()).toMatchObject({ type: 'done', value: { fileName: 'there.gif' } })
  })

  const ends: readonly [string, loopback.Behaviour, object][] = [
    ['404', raw(404, ''), { type: 'refused', retryable: false, failure: { category: 'media', code: '404' } }],
    ['410', raw(410, ''), { type: 'refused', retryable: false, failure: { category: 'media', code: '410' } }],
    ['401', raw(401, ''), { type: 'refused', retryable: true, failure: { category: 'account', code: '401' } }],
    ['429', raw(429, ''), { type: 'refused', retryable: true, failure: { category: 'rate-limited' } }],
    ['500', raw(500, ''), { type: 'unknown', failure: { category: 'provider-down', code: '500' } }],
    ['a reset', reset, { type: 'unknown', failure: { category: 'provider-down' } }],
    ['no answer', hang, { type: 'unknown', failure: { category: 'provider-down', code: 'ETIMEDOUT' } }],
    [
      'a size that is announced',
      raw(200, 'x'.repeat(1001), { 'content-length': '1001' }),
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect that goes round and round',
      raw(302, '', { location: '/again' }),
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect elsewhere',
      raw(302, '', { location: 'https://files.example.com/x' }),
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect into this network',
      raw(302, '', { location: 'http://169.254.169.254/latest/meta-data' }),
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
  ]

  it.each(ends)('ends with %s', async (_name, behaviour, expected) => {
    vonage.behave(behaviour)
    const outcome = await fetchFile()
    expect(outcome).toMatchObject(expected)
    for (const secret of secrets) expect(everythingIn(outcome)).not.toContain(secret)
  })

  it.each([
    ['another host', 'https://files.example.com/x.png'],
    ['a host that only ends alike', 'https://evilnexmo.com/x.png'],
    ['a host that only begins alike', 'https://api.nexmo.com.example.com/x.png'],
    ['plain http', 'http://api-us.nexmo.com/x.png'],
    ['another port', 'https://api-us.nexmo.com:8443/x.png'],
    ['credentials in the address', 'https://user:pass@api-us.nexmo.com/x.png'],
    ['another port of this machine', 'http://127.0.0.1:1/x.png'],
    ['a file of this machine', 'file:///etc/passwd'],
    ['no address', 'x.png'],
  ])('is not fetched from %s', async (_name, url) => {
    expect(await fetchFrom(url)).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'media' } })
    expect(vonage.calls).toEqual([])
  })
})
