import { ThreadlineError, type WebhookRequest } from '@threadline/core'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { type BirdOptions, messagebirdProvider, type UnreadStatus } from '../src/index.js'
import { birdOptions, birdSecret, everythingIn, now, secrets, smsId, webhookUrl } from './support/fixtures.js'

const base = {
  sms_id: smsId,
  workspace_id: 'ws_1',
  to: '+14155550123',
  from: '+14155550100',
  tags: null,
  metadata: { reference: 'msg_1' },
  cost: null,
}
const event = (type: string, data: object = {}) => ({
  type,
  timestamp: '2030-01-07T09:59:59Z',
  data: { ...base, ...data },
})
const inbound = (data: object = {}) =>
  event('sms.received', { to: '+14155550100', from: '+14155550123', metadata: null, text: 'Is it ready?', ...data })
const textEvent = {
  type: 'text',
  externalId: smsId,
  from: '+14155550123',
  to: '+14155550100',
  text: 'Is it ready?',
  media: [],
  sentAt: new Date('2030-01-07T09:59:59Z'),
}
const receiptEvent = { type: 'receipt', externalId: smsId, reference: 'msg_1', from: '+14155550100' }

interface Posting {
  readonly secret?: string
  readonly at?: Date
  readonly headers?: Readonly<Record<string, string>>
  readonly method?: string
}

/** A post signed by the library of Standard Webhooks. */
function post(value: unknown, { secret = birdSecret, at = now, headers = {}, method = 'POST' }: Posting = {}) {
  const body = typeof value === 'string' ? value : JSON.stringify(value)
  return {
    method,
    url: webhookUrl,
    headers: new Headers({
      'content-type': 'application/json',
      'webhook-id': 'msg_e1',
      'webhook-timestamp': String(at.getTime() / 1000),
      'webhook-signature': new Webhook(secret).sign('msg_e1', at, body),
      ...headers,
    }),
    body: Buffer.from(body),
  } satisfies WebhookRequest
}

const receive = (request: WebhookRequest, more: Partial<BirdOptions> = {}) =>
  messagebirdProvider(birdOptions(more)).receive(request)

describe("a customer's text", () => {
  it.each([
    ['with words', inbound(), textEvent],
    ['with a subject', inbound({ subject: 'Order' }), { ...textEvent, text: 'Order\nIs it ready?' }],
    ['from a short code', inbound({ from: '72345' }), { ...textEvent, from: '72345' }],
    ['with U+0000, which no database takes', inbound({ text: 'a\u0000b' }), { ...textEvent, text: 'ab' }],
    [
      'without words, which held a picture that Bird keeps',
      inbound({ text: undefined }),
      { ...textEvent, text: expect.stringContaining('picture') },
    ],
  ])('%s', async (_name, value, expected) => {
    const received = await receive(post(value))
    expect(received.events).toEqual([expected])
    expect(received.respond().status).toBe(204)
  })
})

describe('an event of a text of ours', () => {
  const error = (code: string) => ({ error: { code, description: 'x', occurred_at: '2030-01-07T10:00:00Z' } })
  it.each([
    ['sms.accepted', {}, { status: 'queued', rawStatus: 'accepted' }],
    ['sms.sent', {}, { status: 'sent', rawStatus: 'sent' }],
    ['sms.delivered', {}, { status: 'delivered', rawStatus: 'delivered' }],
    [
      'sms.undelivered',
      error('unreachable'),
      {
        status: 'undelivered',
        rawStatus: 'undelivered',
        failure: expect.objectContaining({ category: 'unreachable' }),
      },
    ],
    [
      'sms.failed',
      error('landline_unreachable'),
      { status: 'failed', rawStatus: 'failed', failure: expect.objectContaining({ category: 'landline' }) },
    ],
    [
      'sms.rejected',
      error('a_new_code'),
      {
        status: 'failed',
        rawStatus: 'rejected',
        failure: expect.objectContaining({ category: 'other', code: 'a_new_code' }),
      },
    ],
    [
      'sms.expired',
      { error: null },
      { status: 'undelivered', rawStatus: 'expired', failure: expect.objectContaining({ category: 'expired' }) },
    ],
  ])('%s', async (type, data, expected) => {
    expect((await receive(post(event(type, data)))).events).toEqual([{ ...receiptEvent, ...expected }])
  })

  it('bears no reference when it was not sent by Threadline', async () => {
    const [receipt] = (await receive(post(event('sms.sent', { metadata: null })))).events
    expect(receipt).not.toHaveProperty('reference')
  })

  it('with a word nobody knows changes nothing, is acknowledged, and is reported', async () => {
    const reported: UnreadStatus[] = []
    const received = await receive(post(event('sms.read')), { onUnreadStatus: (status) => reported.push(status) })
    expect(received.events).toEqual([])
    expect(received.respond().status).toBe(204)
    expect(reported).toEqual([{ externalId: smsId, reference: 'msg_1', rawStatus: 'read' }])
  })
})

describe('an event that is not about a text', () => {
  it.each(['email.delivered', 'whatsapp.received', 'sms_suppression.created', 'something.new'])(
    '%s is acknowledged and left alone',
    async (type) => {
      const received = await receive(post({ type, timestamp: '2030-01-07T10:00:00Z', data: {} }))
      expect(received.events).toEqual([])
      expect(received.respond().status).toBe(204)
    },
  )
})

describe('a rotated secret', () => {
  const before = `whsec_${Buffer.from('the secret of the day before').toString('base64')}`

  it.each([birdSecret, before])('signs what is believed', async (secret) => {
    const received = await receive(post(inbound(), { secret }), { signingKey: [birdSecret, before] })
    expect(received.events).toEqual([textEvent])
  })

  it('may stand beside the other one in the same header', async () => {
    const [one, two] = [before, birdSecret].map((secret) =>
      post(inbound(), { secret }).headers.get('webhook-signature'),
    )
    const request = post(inbound(), { headers: { 'webhook-signature': `v1a,abc ${one} ${two}` } })
    expect((await receive(request)).events).toEqual([textEvent])
  })
})

describe('a webhook that must not be believed', () => {
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
  const good = post(inbound())
  const without = (name: string) => {
    const headers = new Headers(good.headers)
    headers.delete(name)
    return { ...good, headers }
  }
  const other = `whsec_${Buffer.from('a secret of somebody else').toString('base64')}`
  const refusals: readonly [string, WebhookRequest, string, number][] = [
    ['without a signature', without('webhook-signature'), 'webhook.unsigned', 401],
    ['without an id', without('webhook-id'), 'webhook.unsigned', 401],
    ['without a time', without('webhook-timestamp'), 'webhook.unsigned', 401],
    ['with another secret', post(inbound(), { secret: other }), 'webhook.bad_signature', 401],
    ['with a changed body', { ...good, body: Buffer.from('{}') }, 'webhook.bad_signature', 401],
    ['with another id', post(inbound(), { headers: { 'webhook-id': 'msg_e2' } }), 'webhook.bad_signature', 401],
    ['with another time', post(inbound(), { headers: { 'webhook-timestamp': '1' } }), 'webhook.bad_signature', 401],
    [
      'with a signature that is none',
      post(inbound(), { headers: { 'webhook-signature': 'v1' } }),
      'webhook.bad_signature',
      401,
    ],
    ['from long ago', post(inbound(), { at: minutes(-6) }), 'webhook.stale', 401],
    ['from tomorrow', post(inbound(), { at: minutes(6) }), 'webhook.stale', 401],
    ['by GET', { ...good, method: 'GET' }, 'webhook.malformed', 405],
    ['a form', post('a=b', { headers: { 'content-type': 'text/plain' } }), 'webhook.unsupported_media_type', 415],
    ['JSON that is none', post('{'), 'webhook.malformed', 400],
    ['JSON that is a list', post([]), 'webhook.malformed', 400],
    ['without a type', post({ data: {} }), 'webhook.malformed', 400],
    ['without data', post({ type: 'sms.sent' }), 'webhook.malformed', 400],
    ['without the id of a message', post(inbound({ sms_id: undefined })), 'webhook.malformed', 400],
    ['without a sender', post(inbound({ from: '' })), 'webhook.malformed', 400],
  ]

  it.each(refusals)('%s', async (_name, request, code, status) => {
    const error: unknown = await receive(request).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ThreadlineError)
    expect(error).toMatchObject({ code, status })
    for (const secret of secrets) expect(everythingIn(error)).not.toContain(secret)
  })
})
