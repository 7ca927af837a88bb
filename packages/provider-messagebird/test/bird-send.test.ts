import { readObject } from '@threadline/core/http'
import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BirdOptions, messagebirdProvider } from '../src/index.js'
import { apiKey, birdMessage, birdOptions, everythingIn, picture, secrets, smsId, text } from './support/fixtures.js'

const html = { 'content-type': 'text/html' }
const page = '<html><body>Something is wrong</body></html>'

/** An error of the API. Its words hold what must not leak. */
const vendorError = (status: number, type: string, fields: object = {}, headers = {}) => {
  const message = `not accepted: ${text.to} (${apiKey})`
  return { status, body: { code: 'E00000', type, message, request_id: 'req_1', ...fields }, headers }
}

let server: Loopback
beforeEach(async () => {
  server = await openLoopback({ status: 202, body: birdMessage() })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const send = (more: Partial<BirdOptions> = {}, what: Partial<typeof text> = {}) =>
  messagebirdProvider(birdOptions({ apiUrl: server.url, ...more })).send({ ...text, ...what })

describe('a text on the wire', () => {
  it('is one JSON post with our reference as idempotency key and in the metadata', async () => {
    await send({}, { text: 'héllo & 100% ✓ +1\n"quoted"' })
    expect(server.calls).toHaveLength(1)
    const [call] = server.calls
    expect(call).toMatchObject({ method: 'POST', url: { pathname: '/v1/sms/messages' } })
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      authorization: `Bearer bk_eu1_${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': 'msg_1',
      connection: 'close',
    })
    expect(readObject(call?.body ?? '')).toEqual({
      from: '+14155550100',
      to: '+14155550123',
      text: 'héllo & 100% ✓ +1\n"quoted"',
      category: 'service',
      metadata: { reference: 'msg_1' },
    })
  })

  it('bears the category of the options', async () => {
    await send({ category: 'transactional' })
    expect(readObject(server.calls[0]?.body ?? '')).toMatchObject({ category: 'transactional' })
  })

  it('tells nothing of the environment', async () => {
    vi.stubEnv('CI', 'true')
    vi.stubEnv('BIRD_CALLER', 'somebody')
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1')
    expect(await send()).toMatchObject({ type: 'done' })
    expect(server.calls[0]?.headers.has('bird-caller')).toBe(false)
  })

  it('with a picture does not leave, because Bird would refuse it', async () => {
    const outcome = await send({}, { media: [picture] })
    expect(outcome).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'media' } })
    expect(server.calls).toHaveLength(0)
  })
})

describe('a text Bird takes over', () => {
  it.each([
    ['accepted', 'queued'],
    ['scheduled', 'queued'],
    ['sent', 'sent'],
    ['a-new-word', 'queued'],
  ])('with the status %s is done as %s', async (rawStatus, status) => {
    server.answer({ status: 202, body: birdMessage({ status: rawStatus }) })
    expect(await send()).toEqual({ type: 'done', value: { externalId: smsId, status, rawStatus } })
  })

  it('and rejects at once is done, with the reason', async () => {
    const last_error = { code: 'recipient_opted_out', description: text.to, occurred_at: '2030-01-07T10:00:00Z' }
    server.answer({ status: 202, body: birdMessage({ status: 'rejected', last_error }) })
    expect(await send()).toMatchObject({
      type: 'done',
      value: { status: 'failed', failure: { category: 'opted-out', code: 'recipient_opted_out' } },
    })
  })
})

describe('a text that certainly did not leave is refused', () => {
  const account = { retryable: true, retryAfterMs: 60_000 }
  const refusals: readonly [string, Ending, object][] = [
    [
      '429 with Retry-After',
      vendorError(429, 'rate_limit_error', {}, { 'retry-after': '7' }),
      { retryable: true, retryAfterMs: 7000, failure: { category: 'rate-limited' } },
    ],
    ['429 without it', { status: 429 }, { retryable: true, failure: { category: 'rate-limited', code: '429' } }],
    ['a wrong key', vendorError(401, 'auth_error'), { ...account, failure: { category: 'account' } }],
    ['a key that may not', vendorError(403, 'permission_error'), { ...account, failure: { category: 'account' } }],
    ['an empty wallet', vendorError(402, 'billing_error'), { ...account, failure: { category: 'account' } }],
    ['another region', vendorError(421, 'misdirected_error'), { ...account, failure: { category: 'account' } }],
    [
      '503 that says that nothing was done',
      vendorError(503, 'service_unavailable_error', { code: 'E01033' }, { 'retry-after': '3' }),
      { retryable: true, retryAfterMs: 3000, failure: { category: 'provider-down', code: 'E01033' } },
    ],
    [
      '404 from elsewhere',
      { status: 404, body: page, headers: html },
      { ...account, failure: { category: 'account', code: '404' } },
    ],
    [
      'a bad number',
      vendorError(422, 'validation_error', { name: 'SMSInvalidRecipient' }),
      { retryable: false, failure: { category: 'invalid-number', code: 'SMSInvalidRecipient' } },
    ],
    [
      'a sender of nobody',
      vendorError(422, 'validation_error', { code: 'SMSSenderNotConfigured' }),
      { retryable: false, failure: { category: 'sender-invalid', code: 'SMSSenderNotConfigured' } },
    ],
    [
      'a sender registered for less',
      { status: 422, body: { error: { name: 'SenderCategoryNotPermitted', type: 'validation_error' } } },
      { retryable: false, failure: { category: 'sender-unregistered', code: 'SenderCategoryNotPermitted' } },
    ],
    [
      'a long text',
      vendorError(422, 'validation_error', { details: [{ param: 'text', message: 'too long' }] }),
      { retryable: false, failure: { category: 'too-long', code: 'E00000' } },
    ],
    [
      'an unknown code',
      vendorError(422, 'validation_error', { code: 'E09999' }),
      { retryable: false, failure: { category: 'other', code: 'E09999' } },
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
})

describe('a text of which nobody knows is unknown', () => {
  const doubts: readonly [string, Ending][] = [
    ['500 with a page', { status: 500, body: page, headers: html }],
    ['502 without a body', { status: 502 }],
    ['503 with an error', vendorError(503, 'service_unavailable_error')],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
    ['202 with a page', { status: 202, body: page, headers: html }],
    ['202 without a body', { status: 202 }],
    ['202 that breaks off', 'cut-off'],
    ['202 without an id', { status: 202, body: { status: 'accepted' } }],
    ['202 with a list', { status: 202, body: [] }],
    ['204', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['400 with a page', { status: 400, body: page, headers: html }],
    ['408', { status: 408 }],
    ['409, the key is in use', vendorError(409, 'conflict_error', { code: 'E01004' })],
    ['409, the key was used', vendorError(409, 'conflict_error', { code: 'E01005' })],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    server.answer(behaviour, { status: 202, body: birdMessage() })
    expect(await send({ ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })).toMatchObject({ type: 'unknown' })
    expect(server.calls).toHaveLength(1)
  })
})

describe('nothing that leaves the package holds a secret or a number', () => {
  const faults: readonly [string, Ending][] = [
    ['an error of the API', vendorError(422, 'validation_error')],
    ['401', vendorError(401, 'auth_error')],
    ['a page', { status: 202, body: `<html>${text.to} ${apiKey}</html>`, headers: html }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
    ['a code that is not one', vendorError(422, text.to, { code: `${text.to} ${apiKey}` })],
  ]

  it.each(faults)('%s', async (_name, behaviour) => {
    server.answer(behaviour)
    const provider = messagebirdProvider(
      birdOptions({ apiUrl: server.url, ...(behaviour === 'hang' && { timeoutMs: 1_000 }) }),
    )
    const outcomes = [await provider.send(text), await provider.find?.(text, new Date()), provider]
    for (const secret of secrets) expect(everythingIn(outcomes)).not.toContain(secret)
  })
})
