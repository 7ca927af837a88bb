import { Agent } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TwilioOptions, twilioProvider } from '../src/index.js'
import { accountSid, authToken, basicCredentials, everythingIn, optionsFor, secrets, text } from './support/fixtures.js'
import { created, formIn, vendorError } from './support/answers.js'

const html = { 'content-type': 'text/html' }
const page = '<html><body>Something is wrong</body></html>'

let twilio: Loopback
beforeEach(async () => {
  twilio = await openLoopback({ status: 201, body: created() })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await twilio.close()
})

const send = (more: Partial<TwilioOptions> = {}, what: Partial<typeof text> = {}) =>
  twilioProvider(optionsFor(twilio.url, more)).send({ ...text, ...what })

describe('getting ready', () => {
  it('loads the SDK, and calls nobody', async () => {
    await twilioProvider(optionsFor(twilio.url)).prepare?.()
    expect(twilio.calls).toEqual([])
  })
})

describe('a text on the wire', () => {
  it('is one form post with our reference in the status callback', async () => {
    await send({}, { text: 'héllo & 100% ✓ +1\n"quoted"' })

    expect(twilio.calls).toHaveLength(1)
    const [call] = twilio.calls
    expect(call?.method).toBe('POST')
    expect(call?.url.pathname).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
    expect(call?.headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(Object.fromEntries(formIn(call))).toEqual({
      To: '+14155550123',
      From: '+14155550100',
      Body: 'héllo & 100% ✓ +1\n"quoted"',
      StatusCallback: 'https://desk.example/threadline/sms/twilio?ref=msg_1',
    })
    expect(call?.headers.get('authorization')).toBe(`Basic ${basicCredentials}`)
  })

  it('leaves no connection open', async () => {
    await send()
    expect(twilio.calls[0]?.headers.get('connection')).toBe('close')
  })

  it.each([
    ['https://desk.example/t?tenant=a&x=%2F', 'https://desk.example/t?tenant=a&x=%2F&ref=a%26b%20c%2Fd'],
    ['https://desk.example/t#rc=3&rp=5xx', 'https://desk.example/t?ref=a%26b%20c%2Fd#rc=3&rp=5xx'],
  ])('keeps the webhook URL %s as it is', async (webhookUrl, statusCallback) => {
    await send({}, { webhookUrl, reference: 'a&b c/d' })
    expect(formIn(twilio.calls[0]).get('StatusCallback')).toBe(statusCallback)
  })

  it('goes through a messaging service when the sender is one', async () => {
    await send({}, { from: `MG${'1'.repeat(32)}` })
    expect(formIn(twilio.calls[0]).get('MessagingServiceSid')).toBe(`MG${'1'.repeat(32)}`)
    expect(formIn(twilio.calls[0]).has('From')).toBe(false)
  })

  it('keeps a sender name that only begins like a messaging service', async () => {
    await send({}, { from: 'MGM Grand' })
    expect(formIn(twilio.calls[0]).get('From')).toBe('MGM Grand')
  })

  it('uses the API key for the call, on the path of the account', async () => {
    const sid = `SK${'2'.repeat(32)}`
    await send({ apiKey: { sid, secret: 'secret-of-the-key' } })
    const expected = Buffer.from(`${sid}:secret-of-the-key`).toString('base64')
    expect(twilio.calls[0]?.headers.get('authorization')).toBe(`Basic ${expected}`)
    expect(twilio.calls[0]?.url.pathname).toContain(accountSid)
  })

  it('uses the first of several auth tokens', async () => {
    await send({ authToken: ['new-token', authToken] })
    const expected = Buffer.from(`${accountSid}:new-token`).toString('base64')
    expect(twilio.calls[0]?.headers.get('authorization')).toBe(`Basic ${expected}`)
  })

  it('goes through the agent of the options', async () => {
    const agent = new Agent({
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    })
    const { port } = new URL(twilio.url)
    expect(await send({ agent, apiUrl: `http://twilio.invalid:${port}` })).toMatchObject({ type: 'done' })
    expect(twilio.calls[0]?.headers.get('host')).toBe(`twilio.invalid:${port}`)
  })

  it('goes where the options say, whatever the environment says', async () => {
    vi.stubEnv('TWILIO_REGION', 'au1')
    vi.stubEnv('TWILIO_EDGE', 'sydney')
    vi.stubEnv('TWILIO_ACCOUNT_SID', `AC${'9'.repeat(32)}`)
    vi.stubEnv('TWILIO_AUTH_TOKEN', 'token-of-the-environment')
    vi.stubEnv('TWILIO_CA_BUNDLE', '/does/not/exist')
    vi.stubEnv('TWILIO_LOG_LEVEL', 'debug')
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1')
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)

    expect((await send()).type).toBe('done')
    expect(twilio.calls[0]?.headers.get('host')).toBe(new URL(twilio.url).host)
    expect(twilio.calls[0]?.headers.get('authorization')).toBe(`Basic ${basicCredentials}`)
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
  })
})

describe('a text Twilio takes over', () => {
  const sid = created()['sid']
  it.each([
    ['queued', 'queued'],
    ['accepted', 'queued'],
    ['sending', 'sending'],
    ['sent', 'sent'],
    ['a-new-word', 'queued'],
  ])('with the status %s is done as %s', async (rawStatus, status) => {
    twilio.answer({ status: 201, body: created({ status: rawStatus }) })
    expect(await send()).toEqual({ type: 'done', value: { externalId: sid, status, rawStatus } })
  })

  it('and fails at once is done, with the reason', async () => {
    twilio.answer({ status: 201, body: created({ status: 'failed', error_code: 30034 }) })
    expect(await send()).toMatchObject({
      type: 'done',
      value: { status: 'failed', failure: { category: 'sender-unregistered', code: '30034' } },
    })
  })
})

describe('a text that certainly did not leave is refused', () => {
  const refusals: readonly [string, Ending, object][] = [
    [
      '429 with Retry-After in seconds',
      vendorError(429, 20429, { 'retry-after': '7' }),
      { retryable: true, retryAfterMs: 7000, failure: { category: 'rate-limited', code: '20429' } },
    ],
    [
      '429 with Retry-After as a date',
      { status: 429, body: page, headers: { ...html, 'retry-after': 'Mon, 07 Jan 2030 10:00:30 GMT' } },
      { retryable: true, retryAfterMs: 30_000, failure: { category: 'rate-limited', code: '429' } },
    ],
    [
      'a full queue',
      vendorError(400, 21611),
      { retryable: true, failure: { category: 'rate-limited', code: '21611' } },
    ],
    [
      '401, so that a rotated token loses no text',
      vendorError(401, 20003),
      { retryable: true, retryAfterMs: 60_000, failure: { category: 'account', code: '20003' } },
    ],
    [
      '401 from a gateway',
      { status: 401, body: page, headers: html },
      { retryable: true, retryAfterMs: 60_000, failure: { category: 'account', code: '401' } },
    ],
    [
      '403 from a gateway',
      { status: 403, body: page, headers: html },
      { retryable: true, retryAfterMs: 60_000, failure: { category: 'account', code: '403' } },
    ],
    [
      'an unknown account',
      vendorError(404, 20404),
      { retryable: true, retryAfterMs: 60_000, failure: { category: 'account', code: '20404' } },
    ],
    [
      '413 from a gateway',
      { status: 413, body: page, headers: html },
      { retryable: false, failure: { category: 'too-long', code: '413' } },
    ],
    [
      'a bad number',
      vendorError(400, 21211),
      { retryable: false, failure: { category: 'invalid-number', code: '21211' } },
    ],
    ['a landline', vendorError(400, 21614), { retryable: false, failure: { category: 'landline', code: '21614' } }],
    ['an opt-out', vendorError(400, 21610), { retryable: false, failure: { category: 'opted-out', code: '21610' } }],
    ['a region', vendorError(403, 21408), { retryable: false, failure: { category: 'region', code: '21408' } }],
    ['a foreign sender', vendorError(400, 21606), { retryable: false, failure: { category: 'sender-invalid' } }],
    ['a long text', vendorError(400, 21617), { retryable: false, failure: { category: 'too-long', code: '21617' } }],
    [
      'a code we do not know',
      vendorError(400, 29999),
      { retryable: false, failure: { category: 'other', code: '29999' } },
    ],
  ]
  const now = () => new Date('2030-01-07T10:00:00Z')

  it.each(refusals)('%s', async (_name, behaviour, expected) => {
    twilio.answer(behaviour)
    const outcome = await send({ now })
    expect(outcome).toMatchObject({ type: 'refused', ...expected })
    if (!('retryAfterMs' in expected)) expect(outcome).not.toHaveProperty('retryAfterMs')
    expect(twilio.calls).toHaveLength(1)
  })

  it('no server there', async () => {
    const gone = await openLoopback({ status: 201, body: created() })
    await gone.close()
    expect(await send({ apiUrl: gone.url })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down', code: 'ECONNREFUSED' },
    })
  })

  it('a host name nobody knows', async () => {
    expect(await send({ apiUrl: 'http://twilio.invalid' })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down' },
    })
  })

  it('a server that does not speak TLS', async () => {
    const outcome = await send({ apiUrl: twilio.url.replace('http:', 'https:') })
    expect(outcome).toMatchObject({ type: 'refused', retryable: true, failure: { category: 'provider-down' } })
    expect(twilio.calls).toHaveLength(0)
  })

  it('an agent for another protocol', async () => {
    expect(await send({ apiUrl: 'https://127.0.0.1', agent: new Agent() })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down', code: 'ERR_INVALID_PROTOCOL' },
    })
  })

  it('a TLS handshake that never ends', async () => {
    const server = createTcpServer((socket) => void socket.resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const apiUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await send({ apiUrl, timeoutMs: 200 })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down', code: 'ETIMEDOUT' },
    })
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('a text of which nobody knows is unknown', () => {
  const doubts: readonly [string, Ending][] = [
    ['500 with a page', { status: 500, body: page, headers: html }],
    ['502 without a body', { status: 502 }],
    ['503 with a code', vendorError(503, 20503)],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
    ['201 with a page', { status: 201, body: page, headers: html }],
    ['201 without a body', { status: 201 }],
    ['201 that breaks off', 'cut-off'],
    ['201 with half an object', { status: 201, body: '{"sid":"SM' }],
    ['201 without an id', { status: 201, body: { status: 'queued' } }],
    ['201 with a list', { status: 201, body: [] }],
    ['204', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['400 with a page', { status: 400, body: page, headers: html }],
    ['408 with a page', { status: 408, body: page, headers: html }],
    ['409 without a code', { status: 409, body: { message: 'conflict' } }],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    twilio.answer(behaviour, { status: 201, body: created() })
    const outcome = await send({ ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })
    expect(outcome).toMatchObject({ type: 'unknown', failure: { category: expect.any(String) } })
    expect(twilio.calls).toHaveLength(1)
  })
})

describe('nothing that leaves the package holds a secret or a number', () => {
  const faults: readonly [string, Ending][] = [
    ['a vendor error', vendorError(400, 21211)],
    ['an unknown code', vendorError(400, 29999)],
    ['401', vendorError(401, 20003)],
    ['429', vendorError(429, 20429)],
    ['500', vendorError(500, 20500)],
    ['a page', { status: 201, body: `<html>${text.to} ${authToken}</html>`, headers: html }],
    ['a reset', 'reset'],
    ['a truncated answer', 'cut-off'],
    ['no answer', 'hang'],
    ['a code that is not one', { status: 400, body: { code: `${text.to} ${authToken}`, message: text.to } }],
  ]

  it.each(faults)('%s', async (_name, behaviour) => {
    twilio.answer(behaviour)
    const provider = twilioProvider(optionsFor(twilio.url, { ...(behaviour === 'hang' && { timeoutMs: 1_000 }) }))
    const outcomes = [await provider.send(text), await provider.find?.(text, new Date()), provider]
    for (const secret of secrets) expect(everythingIn(outcomes)).not.toContain(secret)
  })

  it('a refused connection', async () => {
    const gone = await openLoopback({ status: 201, body: created() })
    await gone.close()
    const shown = everythingIn(await send({ apiUrl: gone.url }))
    for (const secret of secrets) expect(shown).not.toContain(secret)
  })
})
