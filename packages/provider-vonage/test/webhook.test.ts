import { type SmsEvent, ThreadlineError, type WebhookRequest } from '@threadline/core'
import { describe, expect, it, vi } from 'vitest'
import { type UnreadStatus, type VonageOptions, vonageProvider } from '../src/index.js'
import { apiKey, applicationId, everythingIn, optionsFor, secrets, signatureSecret } from './support/fixtures.js'
import { post, signedAt } from './support/signed.js'

const messageUuid = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'

const inbound = {
  channel: 'sms',
  message_uuid: messageUuid,
  to: '14155550100',
  from: '14155550123',
  timestamp: '2030-01-07T09:59:58.000Z',
  text: 'Is my order ready?',
  sms: { num_messages: '1', keyword: 'IS' },
  usage: { currency: 'EUR', price: '0.0333' },
}

const mms = { ...inbound, channel: 'mms', text: undefined, message_type: 'image', sms: undefined }

const status = {
  message_uuid: messageUuid,
  to: '14155550123',
  from: '14155550100',
  timestamp: '2030-01-07T10:00:00.000Z',
  status: 'submitted',
  channel: 'sms',
  client_ref: 'T1.msg_1',
  usage: { currency: 'EUR', price: '0.0333' },
}

const textEvent = {
  type: 'text',
  externalId: messageUuid,
  from: '+14155550123',
  to: '+14155550100',
  text: 'Is my order ready?',
  media: [],
  sentAt: new Date('2030-01-07T09:59:58Z'),
}

const receiptEvent = {
  type: 'receipt',
  externalId: messageUuid,
  reference: 'T1.msg_1',
  from: '+14155550100',
  status: 'sent',
  rawStatus: 'submitted',
}

const provider = (more: Partial<VonageOptions> = {}) =>
  vonageProvider(optionsFor('https://api.nexmo.com', { now: () => signedAt, ...more }))
const receive = (request: WebhookRequest, more: Partial<VonageOptions> = {}) => provider(more).receive(request)

describe("a customer's text", () => {
  const file = (name: string) => `https://api-us.nexmo.com/v3/media/${name}`
  const texts: readonly [string, unknown, object][] = [
    ['by SMS', inbound, {}],
    ['with the type of Messages 1.4', { ...inbound, message_type: 'text' }, {}],
    ['from a short code', { ...inbound, from: '72345' }, { from: '72345' }],
    ['from a name', { ...inbound, from: 'ACME' }, { from: 'ACME' }],
    ['to a short code', { ...inbound, to: '72345' }, { to: '72345' }],
    ['with a plus already', { ...inbound, from: '+14155550123' }, {}],
    ['with spaces at its ends', { ...inbound, text: ' hi \n' }, { text: ' hi \n' }],
    ['with signs of all kinds', { ...inbound, text: 'a+b&c=d % ✓ 👍 é' }, { text: 'a+b&c=d % ✓ 👍 é' }],
    ['with U+0000, which no database takes', { ...inbound, text: 'a\u0000b' }, { text: 'ab' }],
    ['that is empty', { ...inbound, text: '' }, { text: '' }],
    ['with a field of tomorrow', { ...inbound, new: { a: 1 } }, {}],
    [
      'that is a picture only',
      { ...mms, image: { url: file('one.jpg') } },
      { text: '', media: [{ url: file('one.jpg'), contentType: 'image/jpeg' }] },
    ],
    [
      'that is a picture with words',
      { ...mms, image: { url: file('1b456509'), name: 'one.PNG', caption: 'Look!' } },
      { text: 'Look!', media: [{ url: file('1b456509'), contentType: 'image/png' }] },
    ],
    [
      'that is a card',
      { ...mms, message_type: 'vcard', vcard: { url: file('card') } },
      { text: '', media: [{ url: file('card'), contentType: 'text/vcard' }] },
    ],
    [
      'that is a file of a kind nobody names',
      { ...mms, message_type: 'file', file: { url: file('x.bin') } },
      { text: '', media: [{ url: file('x.bin'), contentType: 'application/octet-stream' }] },
    ],
    [
      'with several files',
      {
        ...mms,
        message_type: 'content',
        content: [
          { type: 'image', url: file('a.gif'), caption: 'Both' },
          { type: 'vcard', url: file('b') },
        ],
      },
      {
        text: 'Both',
        media: [
          { url: file('a.gif'), contentType: 'image/gif' },
          { url: file('b'), contentType: 'text/vcard' },
        ],
      },
    ],
    ['by MMS with words alone', { ...mms, message_type: 'text', text: 'long' }, { text: 'long' }],
  ]

  it.each(texts)('%s', async (_name, fields, expected) => {
    expect((await receive(post(fields))).events).toEqual([{ ...textEvent, ...expected }])
  })

  it('has no time where Vonage gives none', async () => {
    const [event] = (await receive(post({ ...inbound, timestamp: undefined }))).events
    expect(event).not.toHaveProperty('sentAt')
  })

  it('is answered with 200', async () => {
    expect((await receive(post(inbound))).respond().status).toBe(200)
  })
})

describe('a status webhook', () => {
  const error = (code: unknown) => ({
    type: `https://developer.nexmo.com/api-errors/messages-olympus#${String(code)}`,
    title: code,
    detail: 'About 14155550123',
    instance: messageUuid,
  })
  const failed = (category: string, code?: string) => ({
    failure: expect.objectContaining(code === undefined ? { category } : { category, code }),
  })
  const receipts: readonly [string, unknown, object][] = [
    ['submitted', status, {}],
    ['of an MMS', { ...status, channel: 'mms' }, {}],
    ['delivered', { ...status, status: 'delivered' }, { status: 'delivered', rawStatus: 'delivered' }],
    ['read', { ...status, status: 'read' }, { status: 'delivered', rawStatus: 'read' }],
    [
      'rejected, the contact has opted out',
      { ...status, status: 'rejected', error: error(1240) },
      { status: 'failed', rawStatus: 'rejected', ...failed('opted-out', '1240') },
    ],
    [
      'undeliverable, with its code as text',
      { ...status, status: 'undeliverable', error: error('1180') },
      { status: 'undelivered', rawStatus: 'undeliverable', ...failed('unreachable', '1180') },
    ],
    [
      'rejected, with a code in its type only',
      { ...status, status: 'rejected', error: { ...error(1000), title: 'Throttled' } },
      { status: 'failed', rawStatus: 'rejected', ...failed('rate-limited', '1000') },
    ],
    [
      'rejected, with a code we do not know',
      { ...status, status: 'rejected', error: error(1999) },
      { status: 'failed', rawStatus: 'rejected', ...failed('other', '1999') },
    ],
    [
      'rejected, without a reason',
      { ...status, status: 'rejected' },
      { status: 'failed', rawStatus: 'rejected', failure: { category: 'other', detail: expect.any(String) } },
    ],
    [
      'delivered, with an error of an earlier attempt',
      { ...status, status: 'delivered', error: error(1230) },
      { status: 'delivered', rawStatus: 'delivered' },
    ],
  ]

  it.each(receipts)('%s', async (_name, fields, expected) => {
    expect((await receive(post(fields))).events).toEqual([{ ...receiptEvent, ...expected }])
  })

  it('has no reference when none came back', async () => {
    const [event] = (await receive(post({ ...status, client_ref: undefined }))).events
    expect(event).not.toHaveProperty('reference')
  })

  it('shows nothing of the number that its reason names', async () => {
    const { events } = await receive(post({ ...status, status: 'rejected', error: error(1999) }))
    expect(JSON.stringify(events)).not.toContain('14155550123')
  })
})

describe('a status nobody knows', () => {
  const fields = { ...status, status: 'accepted' }

  it('changes nothing, is acknowledged, and is reported', async () => {
    const reported: UnreadStatus[] = []
    const received = await receive(post(fields), { onUnreadStatus: (unread) => reported.push(unread) })
    expect(received.events).toEqual([])
    expect(received.respond().status).toBe(200)
    expect(reported).toEqual([{ externalId: messageUuid, reference: 'T1.msg_1', rawStatus: 'accepted' }])
  })

  it('is a process warning, once per word, when nobody listens', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    const one = provider()
    await one.receive(post(fields))
    await one.receive(post(fields))
    expect(warn).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe('who may sign', () => {
  it.each([signatureSecret, 'secret-before'])('any secret of a rotation', async (secret) => {
    const received = await receive(post(inbound, { secret }), { signatureSecret: [signatureSecret, 'secret-before'] })
    expect(received.events).toEqual([textEvent])
  })

  it('an account whose tokens name neither key nor application', async () => {
    const claims = { api_key: undefined, application_id: undefined, iss: undefined }
    expect((await receive(post(inbound, { claims }))).events).toEqual([textEvent])
  })
})

describe('the age of a webhook', () => {
  const hour = 60 * 60
  const iat = (seconds: number) => ({ claims: { iat: signedAt.getTime() / 1000 + seconds } })

  it.each([
    ['of a day, which Vonage keeps trying for', iat(-24 * hour)],
    ['of a clock that is four minutes ahead', iat(4 * 60)],
  ])('%s is fine', async (_name, signing) => {
    expect((await receive(post(inbound, signing))).events).toHaveLength(1)
  })

  it.each([
    ['of more than 25 hours', iat(-25 * hour - 1)],
    ['from the future', iat(6 * 60)],
    ['beyond its own end', { claims: { exp: signedAt.getTime() / 1000 - 6 * 60 } }],
  ])('%s is too much', async (_name, signing) => {
    await expect(receive(post(inbound, signing))).rejects.toMatchObject({ code: 'webhook.stale', status: 401 })
  })

  it('can be narrowed', async () => {
    await expect(receive(post(inbound, iat(-301)), { maxWebhookAgeMs: 300_000 })).rejects.toMatchObject({
      code: 'webhook.stale',
    })
  })
})

describe('a webhook that must not be believed', () => {
  const other = { claims: { api_key: 'ffff0000' } }
  const refusals: readonly [string, WebhookRequest, string, number][] = [
    [
      'without a token: Vonage signs it next time',
      post(inbound, { headers: { authorization: '' } }),
      'webhook.unsigned',
      503,
    ],
    ['with Basic', post(inbound, { headers: { authorization: 'Basic eDp5' } }), 'webhook.bad_signature', 401],
    ['with an empty Bearer', post(inbound, { headers: { authorization: 'Bearer' } }), 'webhook.bad_signature', 401],
    ['with another secret', post(inbound, { secret: 'wrong' }), 'webhook.bad_signature', 401],
    ['with a token of no algorithm', post(inbound, { algorithm: 'none' }), 'webhook.bad_signature', 401],
    ['with a changed body', post(inbound, { sentBody: JSON.stringify(status) }), 'webhook.bad_signature', 401],
    ['without a hash', post(inbound, { claims: { payload_hash: undefined } }), 'webhook.bad_signature', 401],
    ['without a time', post(inbound, { claims: { iat: undefined } }), 'webhook.bad_signature', 401],
    ['of another issuer', post(inbound, { claims: { iss: 'Somebody' } }), 'webhook.bad_signature', 401],
    ['of another account', post(inbound, other), 'configuration.invalid', 500],
    [
      'of another application',
      post(inbound, { claims: { application_id: applicationId.replaceAll('0', '9') } }),
      'configuration.invalid',
      500,
    ],
    [
      'as a form',
      post('a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      'webhook.unsupported_media_type',
      415,
    ],
    ['by GET', post(inbound, { method: 'GET' }), 'webhook.malformed', 405],
    ['that is no JSON', post('{'), 'webhook.malformed', 400],
    ['that is a list', post('[]'), 'webhook.malformed', 400],
    ['of another channel', post({ ...inbound, channel: 'whatsapp' }), 'webhook.malformed', 400],
    [
      'of version 0.1',
      post({ ...inbound, from: { type: 'sms', number: '14155550123' } }),
      'configuration.invalid',
      500,
    ],
    ['without an id', post({ ...inbound, message_uuid: undefined }), 'webhook.malformed', 400],
    ['with an id that is none', post({ ...inbound, message_uuid: 'a b' }), 'webhook.malformed', 400],
    ['without from', post({ ...inbound, from: undefined }), 'webhook.malformed', 400],
    ['with an empty to', post({ ...inbound, to: '' }), 'webhook.malformed', 400],
    ['without text and media', post({ ...inbound, text: undefined }), 'webhook.malformed', 400],
    ['with a status that is no word', post({ ...status, status: 'a\nb' }), 'webhook.malformed', 400],
    ['with a status that is a number', post({ ...status, status: 7 }), 'webhook.malformed', 400],
  ]

  it.each(refusals)('%s', async (_name, request, code, httpStatus) => {
    const error: unknown = await receive(request).then(
      ({ events }: { events: readonly SmsEvent[] }) => events,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ThreadlineError)
    expect(error).toMatchObject({ code, status: httpStatus })
    for (const secret of [...secrets, apiKey]) expect(everythingIn(error)).not.toContain(secret)
  })
})
