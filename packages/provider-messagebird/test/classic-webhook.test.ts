import { type SmsEvent, ThreadlineError, type WebhookRequest } from '@threadline/core'
import { describe, expect, it, vi } from 'vitest'
import { type ClassicOptions, messagebirdProvider, type UnreadStatus } from '../src/index.js'
import * as fixtures from './support/fixtures.js'

const { classicOptions, messageId, sign, signingKey, webhookUrl } = fixtures

type Fields = Readonly<Record<string, string>>

const inbound: Fields = {
  receiver: '14155550100',
  date: '1690386569',
  date_utc: '1893996000',
  reference: '1',
  id: messageId,
  recipient: '14155550100',
  originator: '14155550123',
  body: 'Is my order ready?',
  CreatedDatetime: '2030-01-07T09:59:59+00:00',
}
const textEvent = {
  type: 'text',
  externalId: messageId,
  from: '+14155550123',
  to: '+14155550100',
  text: 'Is my order ready?',
  media: [],
  sentAt: new Date('2030-01-07T09:59:59Z'),
}
const report: Fields = {
  id: messageId,
  reference: 'msg_1',
  recipient: '14155550123',
  status: 'delivered',
  statusDatetime: '2030-01-07T10:00:00+00:00',
  mccmnc: '310010',
  ported: '0',
  messagePartCount: '1',
  'price[amount]': '0.000',
  'price[currency]': 'USD',
}
const receiptEvent = {
  type: 'receipt',
  externalId: messageId,
  reference: 'msg_1',
  status: 'delivered',
  rawStatus: 'delivered',
}

const form = 'application/x-www-form-urlencoded'
const unsigned = (method: string, url: string, body: string, contentType?: string): WebhookRequest => ({
  method,
  url,
  headers: new Headers(contentType === undefined ? {} : { 'content-type': contentType }),
  body: Buffer.from(body),
})
const asForm = (fields: Fields) => unsigned('POST', webhookUrl, new URLSearchParams(fields).toString(), form)
const asJson = (value: unknown) =>
  unsigned('POST', webhookUrl, JSON.stringify(value), 'application/json; charset=utf-8')
const asGet = (fields: Fields) => unsigned('GET', `${webhookUrl}?${new URLSearchParams(fields).toString()}`, '')

const receive = (request: WebhookRequest, more: Partial<ClassicOptions> = {}) =>
  messagebirdProvider(classicOptions(more)).receive(request)

describe("a customer's text", () => {
  const shortCode = {
    shortcode: '51515',
    originator: '14155550123',
    message: 'Hi',
    mid: 'c3'.repeat(16),
    receive_datetime: '20300107095959',
  }
  const withMedia = (media: readonly string[]) => media.map((url): [string, string] => ['mediaURLs', url])
  const { body: _body, ...withoutBody } = inbound

  const texts: readonly [string, WebhookRequest, object][] = [
    ['as a form', asForm(inbound), textEvent],
    ['as JSON', asJson({ ...inbound, reference: null }), textEvent],
    ['by GET', asGet(inbound), textEvent],
    [
      'with names in another case',
      asForm({ ID: messageId, Recipient: '14155550100', ORIGINATOR: '14155550123', Body: 'x', createdDatetime: '' }),
      { ...textEvent, text: 'x', sentAt: undefined },
    ],
    [
      'to a short code, with names of its own',
      asForm(shortCode),
      { ...textEvent, externalId: 'c3'.repeat(16), to: '51515', text: 'Hi' },
    ],
    ['from a short code', asForm({ ...inbound, originator: '72345' }), { ...textEvent, from: '72345' }],
    ['from a name', asForm({ ...inbound, originator: 'ACME' }), { ...textEvent, from: 'ACME' }],
    ['from a number with its plus', asForm({ ...inbound, originator: '+14155550123' }), textEvent],
    [
      'with signs of all kinds',
      asForm({ ...inbound, body: ' a+b&c=d % ✓ 👍\n' }),
      { ...textEvent, text: ' a+b&c=d % ✓ 👍\n' },
    ],
    ['with U+0000, which no database takes', asForm({ ...inbound, body: 'a\u0000b' }), { ...textEvent, text: 'ab' }],
    ['that is empty', asForm({ ...inbound, body: '' }), { ...textEvent, text: '' }],
    [
      'that is pictures only',
      unsigned(
        'POST',
        webhookUrl,
        new URLSearchParams([
          ...Object.entries(withoutBody),
          ...withMedia(['https://media.messagebird.com/a.JPG', 'https://media.messagebird.com/v1/b']),
        ]).toString(),
        form,
      ),
      {
        ...textEvent,
        text: '',
        media: [
          { url: 'https://media.messagebird.com/a.JPG', contentType: 'image/jpeg' },
          { url: 'https://media.messagebird.com/v1/b', contentType: 'application/octet-stream' },
        ],
      },
    ],
    [
      'with a picture, as JSON',
      asJson({ ...inbound, mediaUrls: ['https://media.messagebird.com/a.png', 'not an address'] }),
      { ...textEvent, media: [{ url: 'https://media.messagebird.com/a.png', contentType: 'image/png' }] },
    ],
  ]

  it.each(texts)('%s', async (_name, request, event) => {
    expect((await receive(sign(request))).events).toEqual([event])
  })

  it('is answered with 200', async () => {
    expect((await receive(sign(asForm(inbound)))).respond().status).toBe(200)
  })
})

describe('a status report', () => {
  const withStatus = (status: string, more: Fields = {}) => asGet({ ...report, status, ...more })
  const failed = (category: string, code?: string) => ({
    failure: expect.objectContaining(code === undefined ? { category } : { category, code }),
  })
  const receipts: readonly [string, WebhookRequest, object][] = [
    ['delivered', asGet(report), {}],
    ['scheduled', withStatus('scheduled'), { status: 'queued', rawStatus: 'scheduled' }],
    ['sent', withStatus('sent'), { status: 'sent', rawStatus: 'sent' }],
    ['buffered', withStatus('buffered'), { status: 'sent', rawStatus: 'buffered' }],
    ['as a form', asForm(report), {}],
    [
      'delivery_failed to a contact who texted STOP',
      withStatus('delivery_failed', { statusErrorCode: '103' }),
      { status: 'undelivered', rawStatus: 'delivery_failed', ...failed('opted-out', '103') },
    ],
    [
      'delivery_failed with a reason and no code',
      withStatus('delivery_failed', { statusReason: 'unavailable_subscriber' }),
      { status: 'undelivered', rawStatus: 'delivery_failed', ...failed('unreachable') },
    ],
    [
      'delivery_failed with a code nobody knows',
      withStatus('delivery_failed', { statusErrorCode: '4711' }),
      { status: 'undelivered', rawStatus: 'delivery_failed', ...failed('other', '4711') },
    ],
    [
      'delivery_failed with a code that is none',
      withStatus('delivery_failed', { statusErrorCode: 'constructor' }),
      {
        status: 'undelivered',
        rawStatus: 'delivery_failed',
        failure: { category: 'other', detail: expect.any(String) },
      },
    ],
    ['expired', withStatus('expired'), { status: 'undelivered', rawStatus: 'expired', ...failed('expired') }],
    [
      'delivered, with the code of an earlier attempt',
      withStatus('delivered', { statusErrorCode: '27' }),
      { status: 'delivered', rawStatus: 'delivered' },
    ],
  ]
  it.each(receipts)('%s', async (_name, request, changes) => {
    expect((await receive(sign(request))).events).toEqual([{ ...receiptEvent, ...changes }])
  })

  it('has a URL of its own when the webhook’s has a query', async () => {
    const { url } = asGet(report)
    const request = unsigned('GET', url.replace('?', '?tenant=a&'), '')
    expect((await receive(sign(request))).events).toEqual([receiptEvent])
  })

  it('with a word nobody knows changes nothing, is acknowledged, and is reported', async () => {
    const reported: UnreadStatus[] = []
    const received = await receive(sign(withStatus('read')), { onUnreadStatus: (status) => reported.push(status) })
    expect(received.events).toEqual([])
    expect(received.respond().status).toBe(200)
    expect(reported).toEqual([{ externalId: messageId, reference: 'msg_1', rawStatus: 'read' }])
  })

  it('with such a word is a process warning, once per word, when nobody listens', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const provider = messagebirdProvider(classicOptions())
    await provider.receive(sign(withStatus('read')))
    await provider.receive(sign(withStatus('read', { mccmnc: '1' })))
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe('a rotated key', () => {
  it.each([signingKey, 'key-before'])('signs what is believed', async (key) => {
    const received = await receive(sign(asForm(inbound), { key }), { signingKey: [signingKey, 'key-before'] })
    expect(received.events).toEqual([textEvent])
  })
})

describe('a call that comes again', () => {
  it('says the same again, so that a failed commit loses nothing', async () => {
    const provider = messagebirdProvider(classicOptions())
    const request = sign(asForm(inbound))
    const first = await provider.receive(request)
    first.respond()
    expect((await provider.receive(request)).events).toEqual(first.events)
  })
})

describe('a webhook that must not be believed', () => {
  const seconds = Math.floor(fixtures.now.getTime() / 1000)
  const good = sign(asForm(inbound))
  const status = sign(asGet(report))
  const { recipient: _to, receiver: _receiver, ...withoutRecipient } = inbound
  const refusals: readonly [string, WebhookRequest, string, number][] = [
    ['without a signature', asForm(inbound), 'webhook.unsigned', 401],
    ['a status without a signature', asGet(report), 'webhook.unsigned', 401],
    ['with another key', sign(asForm(inbound), { key: 'wrong' }), 'webhook.bad_signature', 401],
    ['with no algorithm', sign(asForm(inbound), { algorithm: 'none' }), 'webhook.bad_signature', 401],
    ['of another issuer', sign(asForm(inbound), { claims: { iss: 'Bird' } }), 'webhook.bad_signature', 401],
    ['with a changed body', { ...good, body: Buffer.from('id=1&body=x') }, 'webhook.bad_signature', 401],
    [
      'whose body is not signed',
      sign(asForm(inbound), { claims: { payload_hash: undefined } }),
      'webhook.bad_signature',
      401,
    ],
    ['a body on a signed GET', { ...status, method: 'POST', body: good.body }, 'webhook.bad_signature', 401],
    ['with another query', { ...status, url: status.url.replace('delivered', 'sent') }, 'webhook.bad_signature', 401],
    ['with its query cut off', { ...status, url: webhookUrl }, 'webhook.bad_signature', 401],
    [
      'without a hash of the URL',
      sign(asGet(report), { claims: { url_hash: undefined } }),
      'webhook.bad_signature',
      401,
    ],
    ['without an end', sign(asForm(inbound), { claims: { exp: undefined } }), 'webhook.bad_signature', 401],
    ['without a jti', sign(asForm(inbound), { claims: { jti: undefined } }), 'webhook.bad_signature', 401],
    [
      'that has ended',
      sign(asForm(inbound), { claims: { nbf: seconds - 66, exp: seconds - 6 } }),
      'webhook.stale',
      401,
    ],
    [
      'that has not begun',
      sign(asForm(inbound), { claims: { nbf: seconds + 6, exp: seconds + 66 } }),
      'webhook.stale',
      401,
    ],
    [
      'with a token that is none',
      { ...good, headers: new Headers({ 'messagebird-signature-jwt': 'a.b' }) },
      'webhook.bad_signature',
      401,
    ],
    ['JSON that is none', sign(unsigned('POST', webhookUrl, '{', 'application/json')), 'webhook.malformed', 400],
    ['JSON that is a list', sign(asJson([])), 'webhook.malformed', 400],
    ['XML', sign(unsigned('POST', webhookUrl, '<a/>', 'text/xml')), 'webhook.unsupported_media_type', 415],
    ['by PUT', sign({ ...asForm(inbound), method: 'PUT' }), 'webhook.malformed', 405],
    ['with a URL that is a path', { ...good, url: '/webhooks/messagebird' }, 'webhook.malformed', 400],
    ['without an id', sign(asForm({ ...inbound, id: '' })), 'webhook.malformed', 400],
    ['with an id that is none', sign(asForm({ ...inbound, id: 'a b' })), 'webhook.malformed', 400],
    ['without a sender', sign(asForm({ ...inbound, originator: '' })), 'webhook.malformed', 400],
    ['without our number', sign(asForm(withoutRecipient)), 'webhook.malformed', 400],
    [
      'without body and media',
      sign(asGet({ id: messageId, originator: '1', recipient: '2' })),
      'webhook.malformed',
      400,
    ],
    ['a status that is no word', sign(asGet({ ...report, status: 'a\nb' })), 'webhook.malformed', 400],
  ]

  it.each(refusals)('%s', async (_name, request, code, expected) => {
    const error: unknown = await receive(request).then(
      ({ events }: { events: readonly SmsEvent[] }) => events,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ThreadlineError)
    expect(error).toMatchObject({ code, status: expected })
    for (const secret of fixtures.secrets) expect(fixtures.everythingIn(error)).not.toContain(secret)
  })

  it.each([-4, 5])('is believed with a clock that is %d seconds off', async (off) => {
    const claims = { nbf: seconds + off, exp: seconds + off }
    expect((await receive(sign(asForm(inbound), { claims }))).events).toHaveLength(1)
  })
})
