import { createHash } from 'node:crypto'
import { fakeClock } from '@threadline/core/testing'
import { verifySignature } from '@vonage/jwt'
import { Messages } from '@vonage/messages'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCarrier, type Carrier, type CarrierOptions } from '../src/index.js'
import type { PhoneKind } from '../src/carrier/index.js'
import { serve, type Served } from '../src/serve.js'
import { startReceiver, type Arrived, type Receiver } from './support/receiver.js'

const ours = '+14155550100'
const twilioNumber = '+14155550101'
const customer = '+14155550123'

let receiver: Receiver
let carrier: Carrier
let server: Served
async function start(options: CarrierOptions = {}) {
  carrier = createCarrier({
    numbers: [{ number: ours, wire: 'vonage', webhookUrl: `${receiver.url}/vonage` }, { number: twilioNumber }],
    publicUrl: () => server.url,
    ...options,
  })
}
beforeEach(async () => {
  receiver = await startReceiver()
  receiver.answer = () => new Response(null, { status: 200 })
  server = await serve({ fetch: (request) => carrier.fetch(request) })
  await start()
})
afterEach(async () => {
  carrier.stop()
  await Promise.all([server.stop(), receiver.stop()])
})

const api = () => `${server.url}/vonage`
const withKey = () =>
  new Messages({ apiKey: carrier.vonage.apiKey, apiSecret: carrier.vonage.apiSecret }, { apiHost: api() })
const sms = { channel: 'sms', messageType: 'text', to: '14155550123', from: '14155550100', text: 'Hello' }
const send = (more: object = {}) => withKey().send({ ...sms, ...more })
const post = async (
  more: object = {},
  authorization = `Basic ${btoa(`${carrier.vonage.apiKey}:${carrier.vonage.apiSecret}`)}`,
) => {
  const body = JSON.stringify({
    channel: 'sms',
    message_type: 'text',
    to: sms.to,
    from: sms.from,
    text: 'Hello',
    ...more,
  })
  const answer = await fetch(`${api()}/v1/messages`, { method: 'POST', headers: { authorization }, body })
  return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> }
}
const fields = ({ body }: Arrived) => JSON.parse(body) as Readonly<Record<string, unknown>>
const told = () => receiver.arrived.map((arrived) => fields(arrived)['status'])
const tokenOf = ({ headers }: Arrived) => headers.get('authorization')?.slice('Bearer '.length) ?? ''
const claimsOf = (arrived: Arrived) =>
  JSON.parse(Buffer.from(tokenOf(arrived).split('.')[1] ?? '', 'base64url').toString()) as Readonly<
    Record<string, unknown>
  >

describe("a message by Vonage's own client", () => {
  it('reaches the phone, by the key of the account', async () => {
    const { messageUUID } = await send({ clientRef: 'T1.m1' })
    await carrier.settled()
    expect(carrier.phone(customer).inbox).toMatchObject([{ from: ours, to: customer, body: 'Hello', sid: messageUUID }])
    expect(carrier.texts()).toMatchObject([{ wire: 'vonage', sid: messageUUID, reference: 'T1.m1', arrivals: 1 }])
    expect(carrier.calls).toMatchObject([
      { wire: 'vonage', name: 'messages.create', path: '/v1/messages', status: 202, json: { client_ref: 'T1.m1' } },
    ])
  })

  it('reaches the phone, by a token of the application', async () => {
    const { applicationId, privateKey } = carrier.vonage
    await new Messages({ applicationId, privateKey }, { apiHost: api() }).send(sms)
    expect(carrier.phone(customer).inbox).toHaveLength(1)
  })

  it('reaches it at the root of the address too', async () => {
    const { apiKey, apiSecret } = carrier.vonage
    await new Messages({ apiKey, apiSecret }, { apiHost: server.url }).send(sms)
    expect(carrier.phone(customer).inbox).toHaveLength(1)
  })

  it('may have a picture, or several files with words', async () => {
    const url = 'https://desk.example/a.png'
    await post({ channel: 'mms', message_type: 'image', text: undefined, image: { url, caption: 'Look' } })
    const content = [
      { type: 'image', url },
      { type: 'vcard', url: 'https://desk.example/b.vcf' },
    ]
    await post({ channel: 'mms', message_type: 'content', text: undefined, content })
    expect(carrier.phone(customer).inbox).toMatchObject([
      { body: 'Look', media: [{ url }] },
      { body: '', media: [{ url }, { url: 'https://desk.example/b.vcf' }] },
    ])
  })
})

describe('a message that is refused', () => {
  const unprocessable: readonly [string, object, string][] = [
    ['to a number with a plus', { to: '+14155550123' }, 'to'],
    ['to nobody', { to: undefined }, 'to'],
    ['from nobody', { from: '' }, 'from'],
    ['without words', { text: '' }, 'text'],
    ['with too many', { text: 'x'.repeat(1001) }, 'text'],
    ['by another channel', { channel: 'whatsapp' }, 'channel'],
    ['of another type', { message_type: 'image' }, 'message_type'],
    ['with a long reference', { client_ref: 'x'.repeat(101) }, 'client_ref'],
    ['with a webhook that is no URL', { webhook_url: 'here' }, 'webhook_url'],
    ['with a picture that is nowhere', { channel: 'mms', message_type: 'image', image: {} }, 'image'],
    ['with no files at all', { channel: 'mms', message_type: 'content', content: [] }, 'content'],
  ]
  it.each(unprocessable)('%s', async (_name, more, name) => {
    const { status, body } = await post(more)
    expect(status).toBe(422)
    expect(body).toMatchObject({ type: expect.stringMatching(/#invalid-params$/), invalid_parameters: [{ name }] })
    expect(carrier.texts()).toEqual([])
  })

  it.each(['14155550199', '14155550101'])('from a number of another wire, or of nobody: %s', async (from) => {
    const { status, body } = await post({ from })
    expect([status, body['type']]).toEqual([422, 'https://developer.vonage.com/api-errors/messages#1120'])
  })

  it.each(['', 'Basic eDp5', 'Bearer x.y.z'])('with the credentials "%s"', async (authorization) => {
    expect(await post({}, authorization)).toMatchObject({ status: 401 })
  })

  it('where there is no such thing: Vonage has no list of messages', async () => {
    expect((await fetch(`${api()}/v1/messages`)).status).toBe(404)
    expect(carrier.calls).toMatchObject([{ name: 'unknown' }])
  })
})

describe('status webhooks', () => {
  const journeys: readonly { kind: PhoneKind; expected: unknown; code: number | undefined }[] = [
    { kind: 'mobile', expected: ['submitted', 'delivered'], code: undefined },
    { kind: 'landline', expected: ['rejected'], code: 1260 },
    { kind: 'off', expected: ['submitted', 'rejected'], code: 1180 },
    { kind: 'unknown', expected: ['submitted', 'rejected'], code: 1190 },
  ]
  it.each(journeys)('of a text to a phone that is $kind', async ({ kind, expected, code }) => {
    carrier.addPhone({ number: customer, kind })
    await send()
    await carrier.settled()
    expect(told()).toEqual(expected)
    const last = receiver.arrived.at(-1)
    expect(last && fields(last)['error']).toEqual(code && expect.objectContaining({ title: code }))
  })

  it('bring the reference to the URL that the message named', async () => {
    const { messageUUID } = await send({ clientRef: 'T1.m1', webhookUrl: `${receiver.url}/own?x=1` })
    await carrier.settled()
    for (const arrived of receiver.arrived) {
      expect(arrived.url).toBe(`${receiver.url}/own?x=1`)
      expect(fields(arrived)).toMatchObject({
        message_uuid: messageUUID,
        client_ref: 'T1.m1',
        to: '14155550123',
        from: '14155550100',
        channel: 'sms',
      })
    }
    expect(receiver.arrived).toHaveLength(2)
  })

  it('are signed over the very bytes, for the account and the application', async () => {
    await send()
    await carrier.settled()
    const { apiKey, applicationId, signatureSecret } = carrier.vonage
    for (const arrived of receiver.arrived) {
      expect(verifySignature(tokenOf(arrived), signatureSecret)).toBe(true)
      expect(verifySignature(tokenOf(arrived), 'another secret')).toBe(false)
      const payloadHash = createHash('sha256').update(arrived.body).digest('hex')
      expect(claimsOf(arrived)).toMatchObject({
        payload_hash: payloadHash,
        api_key: apiKey,
        application_id: applicationId,
        iss: 'Vonage',
      })
    }
  })

  it('say nothing of what Vonage has no word for', async () => {
    await start({ statuses: 'manual' })
    const { messageUUID } = await send()
    carrier.advance(messageUUID, 'sending')
    carrier.advance(messageUUID, 'undelivered', 1180)
    await carrier.settled()
    expect(told()).toEqual(['undeliverable'])
  })
})

describe('a text from a phone', () => {
  it('comes as JSON without a plus, signed', async () => {
    const { sid } = carrier.text({ from: customer, to: ours, body: "It's 5 o'clock ✓" })
    await carrier.settled()
    const [arrived] = receiver.arrived as [Arrived]
    expect(fields(arrived)).toMatchObject({
      channel: 'sms',
      message_uuid: sid,
      to: '14155550100',
      from: '14155550123',
      text: "It's 5 o'clock ✓",
    })
    expect(fields(arrived)).not.toHaveProperty('status')
    expect(verifySignature(tokenOf(arrived), carrier.vonage.signatureSecret)).toBe(true)
  })

  it('brings its picture at an address that opens for whoever has it', async () => {
    const content = new Uint8Array([137, 80, 78, 71])
    carrier.text({ from: customer, to: ours, body: 'Look', media: [{ contentType: 'image/png', content }] })
    await carrier.settled()
    const { channel, message_type: type, image } = fields(receiver.arrived[0] as Arrived)
    expect([channel, type]).toEqual(['mms', 'image'])
    const { url, caption } = image as { url: string; caption: string }
    expect(caption).toBe('Look')
    expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(content)
  })

  it('comes again after 5 seconds, then 10, until it is taken', async () => {
    const clock = fakeClock()
    await start({ clock })
    receiver.answer = () => new Response(null, { status: receiver.arrived.length < 3 ? 503 : 200 })
    carrier.text({ from: customer, to: ours, body: 'Hello?' })
    for (const seconds of [5, 10, 60]) {
      await carrier.settled()
      clock.advance(seconds * 1000)
    }
    await carrier.settled()
    expect(carrier.webhooks.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [0, 503],
      [1, 503],
      [2, 200],
    ])
  })

  it.each([400, 401])('does not come again after %i', async (status) => {
    const clock = fakeClock()
    await start({ clock })
    receiver.answer = () => new Response(null, { status })
    carrier.text({ from: customer, to: ours, body: 'Hello?' })
    await carrier.settled()
    clock.advance(60_000)
    await carrier.settled()
    expect(receiver.arrived).toHaveLength(1)
  })

  it('of STOP changes nothing here, unless Opt-Out Assist is on', async () => {
    carrier.text({ from: customer, to: ours, body: 'STOP' })
    await send()
    expect(carrier.phone(customer).inbox.map(({ body }) => body)).toEqual(['Hello'])

    await start({ handlesOptOut: true })
    carrier.text({ from: customer, to: ours, body: 'STOP' })
    const { messageUUID } = await send()
    await carrier.settled()
    expect(carrier.phone(customer).inbox.map(({ body }) => body)).toEqual([expect.stringContaining('unsubscribed')])
    expect(carrier.texts().find(({ sid }) => sid === messageUUID)).toMatchObject({ status: 'failed', errorCode: 1240 })
  })
})

describe('faults', () => {
  it('strike the same names on every wire', async () => {
    carrier.faults.add({ on: 'messages.create', fault: { type: 'rate-limit', retryAfterMs: 2000 }, times: 1 })
    expect(await post()).toMatchObject({ status: 429, body: { type: expect.stringMatching(/messages#1000$/) } })
    carrier.faults.add({ on: 'messages.create', fault: { type: 'accept-then-drop' }, times: 1 })
    await expect(post()).rejects.toThrow()
    expect(carrier.phone(customer).inbox).toHaveLength(1)
  })

  it('forge a webhook that nobody believes', async () => {
    carrier.webhooks.faults.add({ fault: { type: 'forge' } })
    carrier.text({ from: customer, to: ours, body: 'Hi' })
    await carrier.settled()
    const believed = receiver.arrived.map((arrived) =>
      verifySignature(tokenOf(arrived), carrier.vonage.signatureSecret),
    )
    expect(believed).toEqual([false, true])
  })
})
