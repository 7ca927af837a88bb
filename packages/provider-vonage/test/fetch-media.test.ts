import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type VonageOptions, vonageProvider } from '../src/index.js'
import { apiSecret, everythingIn, optionsFor, secrets } from './support/fixtures.js'
import { created } from './support/answers.js'

const picture = { status: 200, body: 'PNG', headers: { 'content-type': 'image/PNG; charset=binary' } }

let vonage: Loopback
beforeEach(async () => {
  vonage = await openLoopback({ status: 202, body: created() })
  vonage.answer(picture)
})
afterEach(() => vonage.close())

const fetchFrom = (url: string, more: object = {}, maxBytes = 1000) =>
  vonageProvider({ ...optionsFor(vonage.url), ...more } as VonageOptions).fetchMedia?.(
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
    expect(vonage.calls[0]?.headers.get('authorization')).toMatch(/^Bearer ey/)
  })

  it('is fetched without the secret of the account, which opens none', async () => {
    await fetchFile({ applicationId: undefined, privateKey: undefined, apiSecret })
    expect(vonage.calls[0]?.headers.has('authorization')).toBe(false)
  })

  it('may be elsewhere on the same host', async () => {
    vonage.answer({ status: 302, headers: { location: '/v3/media/there.gif' } }, picture)
    expect(await fetchFile()).toMatchObject({ type: 'done', value: { fileName: 'there.gif' } })
  })

  const ends: readonly [string, Ending, object][] = [
    ['404', { status: 404 }, { type: 'refused', retryable: false, failure: { category: 'media', code: '404' } }],
    ['410', { status: 410 }, { type: 'refused', retryable: false, failure: { category: 'media', code: '410' } }],
    ['401', { status: 401 }, { type: 'refused', retryable: true, failure: { category: 'account', code: '401' } }],
    ['429', { status: 429 }, { type: 'refused', retryable: true, failure: { category: 'rate-limited' } }],
    ['500', { status: 500 }, { type: 'unknown', failure: { category: 'provider-down', code: '500' } }],
    ['a reset', 'reset', { type: 'unknown', failure: { category: 'provider-down' } }],
    ['no answer', 'hang', { type: 'unknown', failure: { category: 'provider-down', code: 'ETIMEDOUT' } }],
    [
      'a size that is announced',
      { status: 200, body: 'x'.repeat(1001), headers: { 'content-length': '1001' } },
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect that goes round and round',
      { status: 302, headers: { location: '/again' } },
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect elsewhere',
      { status: 302, headers: { location: 'https://files.example.com/x' } },
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
    [
      'a redirect into this network',
      { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } },
      { type: 'refused', retryable: false, failure: { category: 'media' } },
    ],
  ]

  it.each(ends)('ends with %s', async (_name, behaviour, expected) => {
    vonage.answer(behaviour)
    const outcome = await fetchFile(behaviour === 'hang' ? { timeoutMs: 1_000 } : {})
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
