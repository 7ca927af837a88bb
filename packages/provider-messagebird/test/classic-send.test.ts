import { Agent } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { readObject } from '@threadline/core/http'
import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ClassicOptions, messagebirdProvider } from '../src/index.js'
import { apiKey, classicOptions, everythingIn, message, messageId, picture, secrets, text } from './support/fixtures.js'

const html = { 'content-type': 'text/html' }
const page = '<html><body>Something is wrong</body></html>'
const toDublin = '+353205550123'

/** An error of the API. Its words hold what must not leak. */
const vendorError = (status: number, code: number, parameter: string | null = null, headers = {}) => ({
  status,
  body: { errors: [{ code, description: `not accepted: ${text.to} (${apiKey})`, parameter }] },
  headers,
})

let server: Loopback
beforeEach(async () => {
  server = await openLoopback({ status: 201, body: message() })
})
afterEach(() => server.close())

const send = (more: Partial<ClassicOptions> = {}, what: Partial<typeof text> = {}) =>
  messagebirdProvider(classicOptions({ apiUrl: server.url, ...more })).send({ ...text, ...what })

describe('a text on the wire', () => {
  it('is one JSON post with our reference and report URL, in a coding that keeps every character', async () => {
    await send({}, { text: 'héllo & 100% ✓ +1\n"quoted"' })
    expect(server.calls).toHaveLength(1)
    const [call] = server.calls
    expect(call).toMatchObject({ method: 'POST', url: { pathname: '/messages' } })
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      authorization: `AccessKey ${apiKey}`,
      'content-type': 'application/json',
    })
    expect(readObject(call?.body ?? '')).toEqual({
      originator: '14155550100',
      recipients: '14155550123',
      body: 'héllo & 100% ✓ +1\n"quoted"',
      reference: 'msg_1',
      reportUrl: text.webhookUrl,
      datacoding: 'auto',
    })
  })

  it('leaves no connection open', async () => {
    await send()
    expect(server.calls[0]?.headers.get('connection')).toBe('close')
  })

  it.each(['ACME Desk', '72345', 'inbox'])('keeps the sender %s as it is', async (from) => {
    await send({}, { from })
    expect(readObject(server.calls[0]?.body ?? '')).toMatchObject({ originator: from })
  })

  it('goes through the agent of the options', async () => {
    const agent = new Agent({
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    })
    const { port } = new URL(server.url)
    expect(await send({ agent, apiUrl: `http://messagebird.invalid:${port}` })).toMatchObject({ type: 'done' })
    expect(server.calls[0]?.headers.get('host')).toBe(`messagebird.invalid:${port}`)
  })
})

describe('pictures', () => {
  it('go by MMS, with our reference', async () => {
    const outcome = await send({ mms: true }, { text: '', media: [picture] })
    expect(outcome).toMatchObject({ type: 'done' })
    expect(server.calls[0]?.url.pathname).toBe('/mms')
    expect(readObject(server.calls[0]?.body ?? '')).toEqual({
      originator: '14155550100',
      recipients: '14155550123',
      reference: 'msg_1',
      mediaUrls: [picture.url],
    })
  })

  it.each([
    ['where nobody said that the sender can', { mms: false }, text.to],
    ['to another part of the world', { mms: true }, toDublin],
  ])('are refused %s', async (_name, options, to) => {
    const outcome = await send(options, { to, media: [picture] })
    expect(outcome).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'media' } })
    expect(server.calls).toHaveLength(0)
  })
})

describe('a text MessageBird takes over', () => {
  it.each([
    ['sent', 'sent'],
    ['scheduled', 'queued'],
    ['buffered', 'sent'],
    ['delivered', 'delivered'],
    ['a-new-word', 'queued'],
  ])('with the status %s is done as %s', async (rawStatus, status) => {
    server.answer({ status: 201, body: message({}, { status: rawStatus }) })
    expect(await send()).toEqual({ type: 'done', value: { externalId: messageId, status, rawStatus } })
  })

  it('and fails at once is done, with the reason', async () => {
    server.answer({ status: 201, body: message({}, { status: 'delivery_failed', statusErrorCode: 103 }) })
    expect(await send()).toMatchObject({
      type: 'done',
      value: { status: 'undelivered', failure: { category: 'opted-out', code: '103' } },
    })
  })
})

describe('a text that certainly did not leave is refused', () => {
  const account = { retryable: true, retryAfterMs: 60_000 }
  const refusals: readonly [string, Ending, object][] = [
    [
      '429 with Retry-After in seconds',
      { status: 429, body: page, headers: { ...html, 'retry-after': '7' } },
      { retryable: true, retryAfterMs: 7000, failure: { category: 'rate-limited', code: '429' } },
    ],
    [
      '429 with Retry-After as a date',
      { status: 429, body: page, headers: { ...html, 'retry-after': 'Mon, 07 Jan 2030 10:00:30 GMT' } },
      { retryable: true, retryAfterMs: 30_000, failure: { category: 'rate-limited', code: '429' } },
    ],
    ['429 without it', { status: 429 }, { retryable: true, failure: { category: 'rate-limited', code: '429' } }],
    ['a wrong key', vendorError(401, 2, 'access_key'), { ...account, failure: { category: 'account', code: '2' } }],
    [
      '403 from a gateway',
      { status: 403, body: page, headers: html },
      { ...account, failure: { category: 'account', code: '403' } },
    ],
    ['no balance', vendorError(422, 25), { ...account, failure: { category: 'account', code: '25' } }],
    ['another address', vendorError(404, 98), { ...account, failure: { category: 'account', code: '98' } }],
    [
      'a bad number',
      vendorError(422, 9, 'recipients'),
      { retryable: false, failure: { category: 'invalid-number', code: '9' } },
    ],
    [
      'a foreign sender',
      vendorError(422, 10, 'originator'),
      { retryable: false, failure: { category: 'sender-invalid', code: '10' } },
    ],
    ['a long text', vendorError(422, 10, 'body'), { retryable: false, failure: { category: 'too-long', code: '10' } }],
    ['an unknown code', vendorError(422, 77), { retryable: false, failure: { category: 'other', code: '77' } }],
    [
      '413 from a gateway',
      { status: 413, body: page, headers: html },
      { retryable: false, failure: { category: 'too-long', code: '413' } },
    ],
  ]

  it.each(refusals)('%s', async (_name, behaviour, expected) => {
    server.answer(behaviour)
    const outcome = await send()
    expect(outcome).toMatchObject({ type: 'refused', ...expected })
    if (!('retryAfterMs' in expected)) expect(outcome).not.toHaveProperty('retryAfterMs')
    expect(server.calls).toHaveLength(1)
  })

  it('no server there', async () => {
    const gone = await openLoopback('hang')
    await gone.close()
    expect(await send({ apiUrl: gone.url })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down', code: 'ECONNREFUSED' },
    })
  })

  it('a TLS handshake that never ends', async () => {
    const silent = createTcpServer((socket) => void socket.resume())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const apiUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`
    expect(await send({ apiUrl, timeoutMs: 200 })).toMatchObject({ type: 'refused', failure: { code: 'ETIMEDOUT' } })
    await new Promise((resolve) => silent.close(resolve))
  })
})

describe('a text of which nobody knows is unknown', () => {
  const doubts: readonly [string, Ending][] = [
    ['500 with a page', { status: 500, body: page, headers: html }],
    ['500 with JSON that has no errors, which the SDK takes for a success', { status: 500, body: { message: 'oops' } }],
    ['502 without a body', { status: 502 }],
    ['503 with an error', vendorError(503, 99)],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
    ['201 with a page', { status: 201, body: page, headers: html }],
    ['201 without a body', { status: 201 }],
    ['201 that breaks off', 'cut-off'],
    ['201 without an id', { status: 201, body: { status: 'sent' } }],
    ['201 with errors', { status: 201, body: { errors: [{ code: 9, description: 'x', parameter: 'body' }] } }],
    ['201 with a list', { status: 201, body: [] }],
    ['204', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['400 with a page', { status: 400, body: page, headers: html }],
    ['408', { status: 408 }],
    ['409', vendorError(409, 10)],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    server.answer(behaviour, { status: 201, body: message() })
    expect(await send({ ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })).toMatchObject({ type: 'unknown' })
    expect(server.calls).toHaveLength(1)
  })
})

describe('nothing that leaves the package holds a secret or a number', () => {
  const faults: readonly [string, Ending][] = [
    ['an error of the API', vendorError(422, 9, 'recipients')],
    ['401', vendorError(401, 2)],
    ['429', vendorError(429, 2)],
    ['a page', { status: 201, body: `<html>${text.to} ${apiKey}</html>`, headers: html }],
    ['a reset', 'reset'],
    ['a truncated answer', 'cut-off'],
    ['no answer', 'hang'],
    [
      'a code that is not one',
      { status: 422, body: { errors: [{ code: `${text.to} ${apiKey}`, description: text.to }] } },
    ],
  ]

  it.each(faults)('%s', async (_name, behaviour) => {
    server.answer(behaviour)
    const provider = messagebirdProvider(
      classicOptions({ apiUrl: server.url, ...(behaviour === 'hang' && { timeoutMs: 1_000 }) }),
    )
    const outcomes = [await provider.send(text), await provider.find?.(text, new Date()), provider]
    for (const secret of secrets) expect(everythingIn(outcomes)).not.toContain(secret)
  })
})
