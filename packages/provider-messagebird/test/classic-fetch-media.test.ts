import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { messagebirdProvider } from '../src/index.js'
import { apiKey, classicOptions } from './support/fixtures.js'

let server: Loopback
beforeEach(async () => {
  server = await openLoopback({
    status: 200,
    body: 'a picture',
    headers: { 'content-type': 'Image/PNG; charset=binary' },
  })
})
afterEach(() => server.close())

const fetchMedia = (url: string, more: object = {}) =>
  messagebirdProvider(classicOptions({ apiUrl: server.url, mediaHosts: ['files.example.com'], ...more })).fetchMedia?.(
    { url, contentType: 'application/octet-stream' },
    1000,
  )

describe('a picture of a customer’s', () => {
  it('is fetched from MessageBird, with the key', async () => {
    expect(await fetchMedia(`${server.url}/media/a1.png`)).toEqual({
      type: 'done',
      value: { content: Buffer.from('a picture'), contentType: 'image/png', fileName: 'a1.png' },
    })
    expect(server.calls[0]?.headers.get('authorization')).toBe(`AccessKey ${apiKey}`)
  })

  it.each([
    'http://127.0.0.1:1/a',
    'http://169.254.169.254/latest/meta-data',
    'https://evil.example/a',
    'https://evilmessagebird.com/a',
    'https://messagebird.com.evil.example/a',
    'http://media.messagebird.com/a',
    'https://media.messagebird.com:8443/a',
    'https://someone:else@media.messagebird.com/a',
    'http://files.example.com/a',
    'file:///etc/passwd',
    'no address',
  ])('is not fetched from %s', async (url) => {
    expect(await fetchMedia(url)).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'media' } })
    expect(server.calls).toHaveLength(0)
  })

  it('is asked for again when MessageBird asks to slow down', async () => {
    server.answer({ status: 429 })
    expect(await fetchMedia(`${server.url}/a`)).toMatchObject({ type: 'refused', retryable: true })
  })

  const refusals: readonly [string, Ending][] = [
    ['is too large', { status: 200, body: 'x'.repeat(1001) }],
    ['is gone', { status: 404 }],
    ['is elsewhere', { status: 302, headers: { location: 'http://127.0.0.1/' } }],
  ]
  it.each(refusals)('that %s is refused', async (_name, behaviour) => {
    server.answer(behaviour)
    expect(await fetchMedia(`${server.url}/a`)).toMatchObject({ type: 'refused', failure: { category: 'media' } })
    expect(server.calls).toHaveLength(1)
  })

  const doubts: readonly [string, Ending][] = [
    ['500', { status: 500 }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
  ]
  it.each(doubts)('is unknown after %s', async (_name, behaviour) => {
    server.answer(behaviour)
    const more = behaviour === 'hang' ? { timeoutMs: 1_000 } : {}
    expect(await fetchMedia(`${server.url}/a`, more)).toMatchObject({ type: 'unknown' })
  })
})
