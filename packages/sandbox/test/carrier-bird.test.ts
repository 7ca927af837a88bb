import { BirdClient } from '@messagebird/sdk'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCarrier, type Carrier, type PhoneKind } from '../src/carrier/index.js'
import { serve, type Served } from '../src/serve.js'
import { customer, ours } from './support/carrier-desk.js'
import { startReceiver, type Arrived, type Receiver } from './support/receiver.js'

const text = { from: ours, to: customer, text: 'Hello', category: 'service', metadata: { reference: 'msg_1' } } as const

let receiver: Receiver
let carrier: Carrier
let server: Served
let client: BirdClient
beforeEach(async () => {
  receiver = await startReceiver()
  carrier = createCarrier({
    numbers: [{ number: ours, wire: 'bird', webhookUrl: `${receiver.url}/sms` }],
    publicUrl: () => server.url,
  })
  server = await serve({ fetch: (request) => carrier.fetch(request) })
  client = new BirdClient({ apiKey: carrier.bird.apiKey, baseUrl: `${server.url}/bird`, maxRetries: 0 })
})
afterEach(async () => {
  carrier.stop()
  await Promise.all([server.stop(), receiver.stop()])
})

const eventOf = ({ body, headers }: Arrived, secret = carrier.bird.signingKey) =>
  new Webhook(secret).verify(body, Object.fromEntries(headers)) as { readonly type: string; readonly data: object }

describe("Bird's wire: a text", () => {
  it('is taken over, arrives, and its events are signed and bear its metadata', async () => {
    const message = await client.sms.send(text)
    expect(message).toMatchObject({ status: 'accepted', metadata: text.metadata, segments: { count: 1 } })
    await carrier.settled()
    expect(carrier.phone(customer).inbox).toMatchObject([{ body: 'Hello' }])
    expect(receiver.arrived.map((arrived) => eventOf(arrived))).toMatchObject([
      { type: 'sms.accepted', data: { sms_id: message.id, metadata: text.metadata } },
      { type: 'sms.sent' },
      { type: 'sms.delivered', data: { from: ours, to: customer } },
    ])
    const [arrived] = receiver.arrived as [Arrived]
    expect(() => eventOf(arrived, `whsec_${btoa('another secret')}`)).toThrow()
  })

  it('of a key that was used is answered with the first one, and another text with that key is refused', async () => {
    const first = await client.sms.send(text, { idempotencyKey: 'key_1' })
    expect(await client.sms.send(text, { idempotencyKey: 'key_1' })).toEqual(first)
    const other = client.sms.send({ ...text, text: 'Another' }, { idempotencyKey: 'key_1' })
    await expect(other).rejects.toMatchObject({ statusCode: 409, code: 'E01005' })
    expect(carrier.phone(customer).inbox).toHaveLength(1)
  })

  it.each<[PhoneKind, string, string]>([
    ['landline', 'failed', 'landline_unreachable'],
    ['off', 'undelivered', 'unreachable'],
    ['unknown', 'failed', 'invalid_destination'],
  ])('to a phone that is %s ends as %s, %s', async (kind, status, code) => {
    carrier.addPhone({ number: customer, kind })
    const { id } = await client.sms.send(text)
    await carrier.settled()
    expect(eventOf(receiver.arrived.at(-1) as Arrived)).toMatchObject({
      type: `sms.${status}`,
      data: { error: { code } },
    })
    expect(await client.sms.get(id)).toMatchObject({ status, last_error: { code } })
  })

  it('to somebody who texted STOP is rejected', async () => {
    carrier.text({ from: customer, to: ours, body: 'stop' })
    const { id } = await client.sms.send(text)
    await carrier.settled()
    expect(await client.sms.get(id)).toMatchObject({ status: 'rejected', last_error: { code: 'recipient_opted_out' } })
  })

  it.each([
    ['with a picture', { media_urls: ['https://desk.example/a'] }, 'SMSUnsupportedFeature'],
    ['to no number', { to: '4155550123' }, 'SMSInvalidRecipient'],
    ['of a sender it does not hold', { from: '+14155550199' }, 'SMSSenderNotConfigured'],
    ['without words', { text: '' }, 'InvalidText'],
    ['of thirteen segments', { text: 'x'.repeat(12 * 153 + 1) }, 'InvalidText'],
    ['without a category', { category: undefined }, 'CategoryRequired'],
  ])('%s is refused', async (_name, more, errorName) => {
    const refused = client.sms.send({ ...text, ...more } as typeof text)
    await expect(refused).rejects.toMatchObject({ statusCode: 422, errorName })
    expect(carrier.texts()).toEqual([])
  })

  it('needs the key', async () => {
    const stranger = new BirdClient({ apiKey: 'bk_eu1_wrong', baseUrl: `${server.url}/bird`, maxRetries: 0 })
    await expect(stranger.sms.send(text)).rejects.toMatchObject({ statusCode: 401 })
  })
})

describe("Bird's wire: the list", () => {
  it('is newest first, filtered, a page at a time', async () => {
    const ids = []
    for (const words of ['a', 'b', 'c']) ids.unshift((await client.sms.send({ ...text, text: words })).id)
    const found = []
    for await (const message of client.sms.list({ direction: 'outbound', to: customer, limit: 2 }))
      found.push(message.id)
    expect(found).toEqual(ids)
    expect((await client.sms.list({ from: '+14155550199' })).data).toEqual([])
    expect((await client.sms.list({ created_after: new Date(Date.now() + 60_000).toISOString() })).data).toEqual([])
  })

  it('holds what customers text', async () => {
    const { sid } = carrier.text({ from: customer, to: ours, body: 'Hi' })
    const { data } = await client.sms.list({ direction: 'inbound', to: ours })
    expect(data).toMatchObject([{ id: sid, direction: 'inbound', from: customer, text: 'Hi', status: 'received' }])
  })
})

describe("Bird's wire: a customer's text", () => {
  it('is a signed event, which says nothing of its pictures', async () => {
    const content = new TextEncoder().encode('a picture') as Uint8Array<ArrayBuffer>
    const { sid } = carrier.text({ from: customer, to: ours, media: [{ contentType: 'image/png', content }] })
    await carrier.settled()
    const event = eventOf((receiver.arrived as [Arrived])[0])
    expect(event).toMatchObject({
      type: 'sms.received',
      data: { sms_id: sid, from: customer, to: ours, metadata: null },
    })
    expect(event.data).not.toHaveProperty('text')
  })
})
