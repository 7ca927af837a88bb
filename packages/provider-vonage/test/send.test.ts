import { createVerify } from 'node:crypto'
import { Agent } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import type { OutboundText } from '@threadline/core'
import { readObject } from '@threadline/core/http'
import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type VonageOptions, vonageProvider } from '../src/index.js'
import {
  apiKey,
  apiSecret,
  applicationId,
  basicCredentials,
  everythingIn,
  optionsFor,
  publicKey,
  secrets,
  signatureSecret,
  text,
  webhookUrl,
} from './support/fixtures.js'
import { created, vendorError } from './support/answers.js'

const html = { 'content-type': 'text/html' }
const page = '<html><body>Something is wrong</body></html>'
const byAccount = { applicationId: undefined, privateKey: undefined, apiSecret }

let vonage: Loopback
beforeEach(async () => {
  vonage = await openLoopback({ status: 202, body: created() })
})
afterEach(() => vonage.close())

const send = (more: object = {}, what: Partial<OutboundText> = {}) =>
  vonageProvider({ ...optionsFor(vonage.url), ...more } as VonageOptions).send({ ...text, ...what })
const sentFields = () => readObject(vonage.calls[0]?.body ?? '') as unknown

describe('a text on the wire', () => {
  it('is one JSON post without a plus, with our reference and our webhook', async () => {
    await send({}, { text: 'héllo & 100% ✓ +1\n"quoted"' })

    expect(vonage.calls).toHaveLength(1)
    const [call] = vonage.calls
    expect(call).toMatchObject({ method: 'POST', url: { pathname: '/v1/messages' } })
    expect(call?.headers.get('content-type')).toBe('application/json')
    expect(sentFields()).toEqual({
      channel: 'sms',
      message_type: 'text',
      to: '14155550123',
      from: '14155550100',
      text: 'héllo & 100% ✓ +1\n"quoted"',
      client_ref: 'T1.msg_1',
      webhook_url: webhookUrl,
      webhook_version: 'v1',
    })
  })

  it.each(['72345', 'ACME'])('keeps the sender %s as it is', async (from) => {
    await send({}, { from })
    expect(sentFields()).toMatchObject({ from })
  })

  it('leaves no connection open', async () => {
    await send()
    expect(vonage.calls[0]?.headers.get('connection')).toBe('close')
  })

  it('keeps the path of the API', async () => {
    await send({ apiUrl: `${vonage.url}/vonage/` })
    expect(vonage.calls[0]?.url.pathname).toBe('/vonage/v1/messages')
  })

  it('bears a token of the application, signed with its key', async () => {
    await send()
    const [header = '', claims = '', signature = ''] =
      vonage.calls[0]?.headers.get('authorization')?.slice(7).split('.') ?? []
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ application_id: applicationId })
    const isSigned = createVerify('RSA-SHA256')
      .update(`${header}.${claims}`)
      .verify(publicKey, Buffer.from(signature, 'base64url'))
    expect(isSigned).toBe(true)
  })

  it('bears a new token every time', async () => {
    const provider = vonageProvider(optionsFor(vonage.url))
    await provider.send(text)
    await provider.send(text)
    const [first, second] = vonage.calls.map(({ headers }) => headers.get('authorization'))
    expect(first).not.toBe(second)
  })

  it('bears key and secret where there is no application', async () => {
    await send(byAccount)
    expect(vonage.calls[0]?.headers.get('authorization')).toBe(`Basic ${basicCredentials}`)
  })

  it('goes through the agent of the options', async () => {
    const agent = new Agent({
      lookup: (_name, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    })
    const { port } = new URL(vonage.url)
    expect(await send({ agent, apiUrl: `http://vonage.invalid:${port}` })).toMatchObject({ type: 'done' })
    expect(vonage.calls[0]?.headers.get('host')).toBe(`vonage.invalid:${port}`)
  })
})

describe('pictures and files', () => {
  const file = (name: string, contentType: string) => ({
    url: `https://desk.example/${name}`,
    contentType,
    fileName: name,
  })

  it.each([
    ['image/jpeg', 'image'],
    ['audio/mpeg', 'audio'],
    ['video/mp4', 'video'],
    ['text/vcard', 'vcard'],
    ['text/x-vcard', 'vcard'],
    ['application/pdf', 'file'],
  ])('%s goes as %s of an MMS, with the words under it', async (contentType, kind) => {
    await send({}, { media: [file('a', contentType)] })
    expect(sentFields()).toMatchObject({
      channel: 'mms',
      message_type: kind,
      [kind]: { url: 'https://desk.example/a', caption: 'Hello' },
      client_ref: 'T1.msg_1',
    })
    expect(sentFields()).not.toHaveProperty('text')
  })

  it('have no caption where there are no words', async () => {
    await send({}, { text: '', media: [file('a.png', 'image/png')] })
    expect(sentFields()).toMatchObject({ image: { url: 'https://desk.example/a.png' } })
    expect(JSON.stringify(sentFields())).not.toContain('caption')
  })

  it('go together in one message, the words once', async () => {
    await send({}, { media: [file('a.png', 'image/png'), file('b.vcf', 'text/vcard')] })
    expect(sentFields()).toMatchObject({
      channel: 'mms',
      message_type: 'content',
      content: [
        { type: 'image', url: 'https://desk.example/a.png', caption: 'Hello' },
        { type: 'vcard', url: 'https://desk.example/b.vcf' },
      ],
    })
    expect(vonage.calls).toHaveLength(1)
  })
})

describe('a text Vonage takes over', () => {
  it.each([200, 202])('with %i is done', async (status) => {
    vonage.answer({ status, body: created() })
    const externalId = created()['message_uuid']
    expect(await send()).toEqual({ type: 'done', value: { externalId, status: 'queued', rawStatus: 'accepted' } })
  })
})

describe('a text that certainly did not leave is refused', () => {
  const setup = { retryable: true, retryAfterMs: 60_000 }
  const forField = (name: string) => ({ invalid_parameters: [{ name, reason: 'The number 14155550123 is invalid.' }] })
  const refusals: readonly [string, Ending, object][] = [
    [
      '429 with Retry-After in seconds',
      vendorError(429, 1000, { headers: { 'retry-after': '7' } }),
      { retryable: true, retryAfterMs: 7000, failure: { category: 'rate-limited', code: '1000' } },
    ],
    [
      '429 with Retry-After as a date',
      { status: 429, body: page, headers: { ...html, 'retry-after': 'Mon, 07 Jan 2030 10:00:30 GMT' } },
      { retryable: true, retryAfterMs: 30_000, failure: { category: 'rate-limited', code: '429' } },
    ],
    ['429 without', vendorError(429, 1000), { retryable: true, failure: { category: 'rate-limited', code: '1000' } }],
    [
      '401, so that a replaced key loses no text',
      vendorError(401, 'unauthorized'),
      { ...setup, failure: { category: 'account', code: 'unauthorized' } },
    ],
    [
      '401 from a gateway',
      { status: 401, body: page, headers: html },
      { ...setup, failure: { category: 'account', code: '401' } },
    ],
    [
      '402, no credit',
      vendorError(402, 'low-balance'),
      { ...setup, failure: { category: 'account', code: 'low-balance' } },
    ],
    [
      '403 from a gateway',
      { status: 403, body: page, headers: html },
      { ...setup, failure: { category: 'account', code: '403' } },
    ],
    [
      '413 from a gateway',
      { status: 413, body: page, headers: html },
      { retryable: false, failure: { category: 'too-long', code: '413' } },
    ],
    [
      'a bad number',
      vendorError(422, 1170),
      { retryable: false, failure: { category: 'invalid-number', code: '1170' } },
    ],
    [
      'a field that Vonage names: to',
      vendorError(422, 'invalid-params', forField('to')),
      { retryable: false, failure: { category: 'invalid-number', code: 'invalid-params' } },
    ],
    [
      'a field that Vonage names: from',
      vendorError(422, 1020, forField('from')),
      { retryable: false, failure: { category: 'sender-invalid', code: '1020' } },
    ],
    [
      'another field that Vonage names',
      vendorError(422, 1020, forField('text')),
      { retryable: false, failure: { category: 'other', code: '1020' } },
    ],
    ['a sender', vendorError(422, 1120), { retryable: false, failure: { category: 'sender-invalid', code: '1120' } }],
    ['an opt-out', vendorError(403, 1240), { retryable: false, failure: { category: 'opted-out', code: '1240' } }],
    [
      'a failure to submit',
      vendorError(422, 1100),
      { retryable: true, failure: { category: 'provider-down', code: '1100' } },
    ],
    [
      'a code we do not know',
      vendorError(422, 1999),
      { retryable: false, failure: { category: 'other', code: '1999' } },
    ],
  ]
  const now = () => new Date('2030-01-07T10:00:00Z')

  it.each(refusals)('%s', async (_name, behaviour, expected) => {
    vonage.answer(behaviour)
    const outcome = await send({ now })
    expect(outcome).toMatchObject({ type: 'refused', ...expected })
    if (!('retryAfterMs' in expected)) expect(outcome).not.toHaveProperty('retryAfterMs')
    expect(vonage.calls).toHaveLength(1)
  })

  it('no server there', async () => {
    const gone = await openLoopback({ status: 202, body: created() })
    await gone.close()
    expect(await send({ apiUrl: gone.url })).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'provider-down', code: 'ECONNREFUSED' },
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
    ['500 with one of its errors', vendorError(500, 1030)],
    ['502 without a body', { status: 502 }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
    ['200 with a page, which the SDK alone takes for a success', { status: 200, body: page, headers: html }],
    ['200 without a body', { status: 200 }],
    ['202 that breaks off', 'cut-off'],
    ['202 with half an object', { status: 202, body: '{"message_uuid":"aa' }],
    ['202 without an id', { status: 202, body: {} }],
    ['202 with an id that is a number', { status: 202, body: { message_uuid: 7 } }],
    ['202 with a list', { status: 202, body: [] }],
    ['204', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['400 with a page', { status: 400, body: page, headers: html }],
    ['408 with a page', { status: 408, body: page, headers: html }],
    ['422 of something else', { status: 422, body: { type: 'about:blank', title: 'Unprocessable' } }],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    vonage.answer(behaviour, { status: 202, body: created() })
    const outcome = await send({ ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })
    expect(outcome).toMatchObject({ type: 'unknown', failure: { category: expect.any(String) } })
    expect(vonage.calls).toHaveLength(1)
  })
})

describe('nothing that leaves the package holds a secret or a number', () => {
  const faults: readonly [string, Ending][] = [
    ['a vendor error', vendorError(422, 1170)],
    ['an unknown code', vendorError(422, 1999)],
    ['401', vendorError(401, 'unauthorized')],
    ['429', vendorError(429, 1000)],
    ['500', vendorError(500, 1030)],
    ['a page', { status: 200, body: `<html>${text.to} ${apiSecret}</html>`, headers: html }],
    ['a reset', 'reset'],
    ['a truncated answer', 'cut-off'],
    ['no answer', 'hang'],
    ['a code that is not one', vendorError(422, `${text.to} ${apiSecret}`)],
    [
      'a title that is a number of a phone',
      { status: 422, body: { type: 'https://developer.vonage.com/', title: 14155550123 } },
    ],
  ]

  it.each(faults)('%s', async (_name, behaviour) => {
    vonage.answer(behaviour)
    for (const credentials of [{}, byAccount]) {
      const options = {
        ...optionsFor(vonage.url, { ...(behaviour === 'hang' && { timeoutMs: 1_000 }) }),
        ...credentials,
      } as VonageOptions
      const provider = vonageProvider(options)
      const shown = everythingIn([await provider.send(text), provider])
      for (const secret of secrets) expect(shown).not.toContain(secret)
    }
  })
})

it('an account is enough to construct a provider', () => {
  expect(() => vonageProvider({ apiKey, apiSecret, signatureSecret })).not.toThrow()
})
