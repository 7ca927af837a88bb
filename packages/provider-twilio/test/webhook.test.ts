import { createHash } from 'node:crypto'
import { type SmsEvent, ThreadlineError, type WebhookRequest } from '@threadline/core'
import webhooks from 'twilio/lib/webhooks/webhooks.js'
import { describe, expect, it, vi } from 'vitest'
import { type TwilioOptions, twilioProvider, type UnreadStatus } from '../src/index.js'
import { accountSid, authToken, everythingIn, secrets, webhookUrl } from './support/fixtures.js'

type Fields = Readonly<Record<string, string>>

const messageSid = `SM${'c3'.repeat(16)}`
const formType = 'application/x-www-form-urlencoded; charset=UTF-8'

const inbound: Fields = {
  ToCountry: 'US',
  ToState: '',
  SmsMessageSid: messageSid,
  NumMedia: '0',
  SmsSid: messageSid,
  SmsStatus: 'received',
  Body: 'Is my order ready?',
  To: '+14155550100',
  NumSegments: '1',
  MessageSid: messageSid,
  AccountSid: accountSid,
  From: '+14155550123',
  ApiVersion: '2010-04-01',
}

const callback: Fields = {
  SmsSid: messageSid,
  SmsStatus: 'sent',
  MessageStatus: 'sent',
  To: '+14155550123',
  From: '+14155550100',
  MessageSid: messageSid,
  AccountSid: accountSid,
  ApiVersion: '2010-04-01',
}

const textEvent = {
  type: 'text',
  externalId: messageSid,
  from: '+14155550123',
  to: '+14155550100',
  text: 'Is my order ready?',
  media: [],
}

const receiptEvent = {
  type: 'receipt',
  externalId: messageSid,
  reference: 'msg_1',
  from: '+14155550100',
  status: 'sent',
  rawStatus: 'sent',
}

interface Posted {
  readonly url?: string
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

/** A form post signed by the SDK's own code. */
function post(fields: Fields, { url = webhookUrl, token = authToken, headers = {}, method = 'POST' }: Posted = {}) {
  return {
    method,
    url,
    headers: new Headers({
      'content-type': formType,
      'x-twilio-signature': webhooks.getExpectedTwilioSignature(token, url, fields),
      ...headers,
    }),
    body: Buffer.from(new URLSearchParams(fields).toString()),
  } satisfies WebhookRequest
}

function get(fields: Fields): WebhookRequest {
  const url = `${webhookUrl}?${new URLSearchParams(fields).toString()}`
  const signature = webhooks.getExpectedTwilioSignature(authToken, url, {})
  return { method: 'GET', url, headers: new Headers({ 'x-twilio-signature': signature }), body: new Uint8Array() }
}

function postJson(content: string, sentContent = content): WebhookRequest {
  const url = `${webhookUrl}?bodySHA256=${createHash('sha256').update(content).digest('hex')}`
  const signature = webhooks.getExpectedTwilioSignature(authToken, url, {})
  const headers = new Headers({ 'content-type': 'application/json', 'x-twilio-signature': signature })
  return { method: 'POST', url, headers, body: Buffer.from(sentContent) }
}

const receive = (request: WebhookRequest, more: Partial<TwilioOptions> = {}) =>
  twilioProvider({ accountSid, authToken, ...more }).receive(request)

const referenceUrl = `${webhookUrl}?ref=msg_1`

describe("a customer's text", () => {
  const texts: readonly [string, WebhookRequest, object][] = [
    ['is a text although it has a status', post(inbound), textEvent],
    ['by GET', get(inbound), textEvent],
    ['as JSON', postJson(JSON.stringify(inbound)), textEvent],
    ['as JSON with numbers', postJson(JSON.stringify({ ...inbound, NumMedia: 0 })), textEvent],
    ['with a MessageStatus of received', post({ ...inbound, MessageStatus: 'received' }), textEvent],
    ['without any status', post({ ...inbound, SmsStatus: '' }), textEvent],
    ['from a short code', post({ ...inbound, From: '72345' }), { ...textEvent, from: '72345' }],
    ['with spaces at its ends', post({ ...inbound, Body: ' hi \n' }), { ...textEvent, text: ' hi \n' }],
    [
      'with signs of all kinds',
      post({ ...inbound, Body: 'a+b&c=d % ✓ 👍 é' }),
      { ...textEvent, text: 'a+b&c=d % ✓ 👍 é' },
    ],
    ['with U+0000, which no database takes', post({ ...inbound, Body: 'a\u0000b' }), { ...textEvent, text: 'ab' }],
    ['with a byte order mark', post({ ...inbound, Body: '\ufeffhi' }), { ...textEvent, text: '\ufeffhi' }],
    ['that is empty', post({ ...inbound, Body: '' }), { ...textEvent, text: '' }],
    ['with a parameter of tomorrow', post({ ...inbound, OptOutType: 'STOP', New: '' }), textEvent],
    [
      'that is a picture only',
      post({ ...inbound, Body: '', NumMedia: '1', MediaUrl0: 'https://m.example/0', MediaContentType0: 'image/jpeg' }),
      { ...textEvent, text: '', media: [{ url: 'https://m.example/0', contentType: 'image/jpeg' }] },
    ],
    [
      'with eleven media, in their order',
      post({
        ...inbound,
        NumMedia: '11',
        ...Object.fromEntries(
          [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => [`MediaUrl${n}`, `https://m.example/${n}`]),
        ),
        MediaContentType3: 'video/mp4',
      }),
      {
        ...textEvent,
        media: Array.from({ length: 11 }, (_, n) => ({
          url: `https://m.example/${n}`,
          contentType: n === 3 ? 'video/mp4' : 'application/octet-stream',
        })),
      },
    ],
  ]

  it.each(texts)('%s', async (_name, request, event) => {
    expect((await receive(request)).events).toEqual([event])
  })

  it('is answered with TwiML that says nothing', async () => {
    expect((await receive(post(inbound))).respond()).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml; charset=utf-8' },
      body: expect.stringContaining('<Response/>'),
    })
  })
})

describe('a status callback', () => {
  const withStatus = (MessageStatus: string, more: Fields = {}) =>
    post({ ...callback, SmsStatus: MessageStatus, MessageStatus, ...more }, { url: referenceUrl })
  const failed = (category: string, code?: string) => ({
    failure: expect.objectContaining(code === undefined ? { category } : { category, code }),
  })

  const receipts: readonly [string, WebhookRequest, object][] = [
    ['with our reference', withStatus('sent'), {}],
    ['by GET', get({ ...callback, ref: 'msg_1' }), {}],
    ['accepted', withStatus('accepted'), { status: 'queued', rawStatus: 'accepted' }],
    ['scheduled', withStatus('scheduled'), { status: 'queued', rawStatus: 'scheduled' }],
    ['queued', withStatus('queued'), { status: 'queued', rawStatus: 'queued' }],
    ['sending', withStatus('sending'), { status: 'sending', rawStatus: 'sending' }],
    ['delivered', withStatus('delivered'), { status: 'delivered', rawStatus: 'delivered' }],
    ['read', withStatus('read'), { status: 'delivered', rawStatus: 'read' }],
    ['canceled', withStatus('canceled'), { status: 'canceled', rawStatus: 'canceled' }],
    [
      'undelivered, to a landline',
      withStatus('undelivered', { ErrorCode: '30006' }),
      { status: 'undelivered', rawStatus: 'undelivered', ...failed('landline', '30006') },
    ],
    [
      'failed, with a code we do not know',
      withStatus('failed', { ErrorCode: '39999' }),
      { status: 'failed', rawStatus: 'failed', ...failed('other', '39999') },
    ],
    ['failed, without a code', withStatus('failed'), { status: 'failed', rawStatus: 'failed', ...failed('other') }],
    [
      'failed, with a code that is none',
      withStatus('failed', { ErrorCode: 'constructor' }),
      { status: 'failed', rawStatus: 'failed', failure: { category: 'other', detail: expect.any(String) } },
    ],
    [
      'delivered, with a code of an earlier attempt',
      withStatus('delivered', { ErrorCode: '30008' }),
      { status: 'delivered', rawStatus: 'delivered' },
    ],
  ]

  it.each(receipts)('%s', async (_name, request, expected) => {
    expect((await receive(request)).events).toEqual([{ ...receiptEvent, ...expected }])
  })

  it('has no reference when none came back', async () => {
    const [event] = (await receive(post(callback))).events
    expect(event).not.toHaveProperty('reference')
  })

  it('takes the last reference, which is ours', async () => {
    const url = `${webhookUrl}?ref=theirs&ref=a%26b%20c%2Fd`
    expect((await receive(post(callback, { url }))).events).toMatchObject([{ reference: 'a&b c/d' }])
  })

  it('has no sender while a messaging service has not chosen one', async () => {
    const [event] = (await receive(post({ ...callback, From: '' }, { url: referenceUrl }))).events
    expect(event).not.toHaveProperty('from')
  })

  it('is answered with 204', async () => {
    expect((await receive(withStatus('sent'))).respond().status).toBe(204)
  })
})

describe('a status nobody knows', () => {
  const request = post({ ...callback, MessageStatus: 'partially_delivered' }, { url: referenceUrl })

  it('changes nothing, is acknowledged, and is reported', async () => {
    const reported: UnreadStatus[] = []
    const received = await receive(request, { onUnreadStatus: (status) => reported.push(status) })
    expect(received.events).toEqual([])
    expect(received.respond().status).toBe(204)
    expect(reported).toEqual([{ externalId: messageSid, reference: 'msg_1', rawStatus: 'partially_delivered' }])
  })

  it('is a process warning, once per word, when nobody listens', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const provider = twilioProvider({ accountSid, authToken })
    await provider.receive(request)
    await provider.receive(request)
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toContain('partially_delivered')
    warn.mockRestore()
  })
})

describe('a rotated token', () => {
  it.each([authToken, 'token-before'])('signs what is believed', async (token) => {
    const received = await receive(post(inbound, { token }), { authToken: [authToken, 'token-before'] })
    expect(received.events).toEqual([textEvent])
  })
})

describe('a webhook that must not be believed', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(inbound).filter(([key]) => key !== name))
  const withBody = (request: WebhookRequest, body: string) => ({ ...request, body: Buffer.from(body) })
  const unsigned = { 'x-twilio-signature': '' }

  const refusals: readonly [string, WebhookRequest, string, number][] = [
    ['without a signature', post(inbound, { headers: unsigned }), 'webhook.unsigned', 401],
    ['with another token', post(inbound, { token: 'wrong' }), 'webhook.bad_signature', 401],
    ['with a changed body', withBody(post(inbound), 'MessageSid=SM1&Body=x'), 'webhook.bad_signature', 401],
    ['for another URL', { ...post(inbound), url: referenceUrl }, 'webhook.bad_signature', 401],
    ['replayed as GET', { ...post(inbound), method: 'GET' }, 'webhook.bad_signature', 401],
    [
      'GET replayed as a form',
      { ...get(inbound), method: 'POST', headers: withType(get(inbound), formType) },
      'webhook.malformed',
      400,
    ],
    [
      'GET replayed as JSON',
      { ...get(inbound), method: 'POST', headers: withType(get(inbound), 'application/json') },
      'webhook.bad_signature',
      401,
    ],
    ['JSON with a changed body', postJson('{}', JSON.stringify(inbound)), 'webhook.bad_signature', 401],
    ['JSON that is none', postJson('{'), 'webhook.malformed', 400],
    ['JSON that is a list', postJson('[]'), 'webhook.malformed', 400],
    ['XML', post(inbound, { headers: { 'content-type': 'text/xml' } }), 'webhook.unsupported_media_type', 415],
    [
      'multipart',
      post(inbound, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
      'webhook.unsupported_media_type',
      415,
    ],
    ['by PUT', post(inbound, { method: 'PUT' }), 'webhook.malformed', 405],
    ['with a URL that is a path', { ...post(inbound), url: '/webhooks/twilio' }, 'webhook.malformed', 400],
    ['without MessageSid', post(without('MessageSid')), 'webhook.malformed', 400],
    ['with a MessageSid that is none', post({ ...inbound, MessageSid: 'a b' }), 'webhook.malformed', 400],
    ['without From', post(without('From')), 'webhook.malformed', 400],
    ['with an empty From', post({ ...inbound, From: '' }), 'webhook.malformed', 400],
    ['without To', post(without('To')), 'webhook.malformed', 400],
    ['without Body and media', post(without('Body')), 'webhook.malformed', 400],
    ['a receipt without MessageSid', post({ MessageStatus: 'sent' }), 'webhook.malformed', 400],
    ['a status that is no word', post({ ...callback, MessageStatus: 'a\nb' }), 'webhook.malformed', 400],
    ['for another account', post({ ...inbound, AccountSid: `AC${'7'.repeat(32)}` }), 'configuration.invalid', 500],
  ]

  it.each(refusals)('%s', async (_name, request, code, status) => {
    const error: unknown = await receive(request).then(
      ({ events }: { events: readonly SmsEvent[] }) => events,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ThreadlineError)
    expect(error).toMatchObject({ code, status })
    for (const secret of secrets) expect(everythingIn(error)).not.toContain(secret)
  })
})

function withType(request: WebhookRequest, contentType: string): Headers {
  const headers = new Headers(request.headers)
  headers.set('content-type', contentType)
  return headers
}
