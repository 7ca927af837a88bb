import { createSecretKey } from 'node:crypto'
import { fakeClock } from '@threadline/core/testing'
import { VerifyOptions, verify } from 'messagebird/lib/webhook-signature-jwt.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCarrier, type Carrier, type PhoneKind } from '../src/carrier/index.js'
import { serve, type Served } from '../src/serve.js'
import { customer, ours } from './support/carrier-desk.js'
import { startReceiver, type Arrived, type Receiver } from './support/receiver.js'

const clock = fakeClock()
const text = {
  originator: '14155550100',
  recipients: '14155550123',
  body: 'Hello',
  reference: 'msg_1',
  datacoding: 'auto',
}

let receiver: Receiver
let carrier: Carrier
let server: Served
beforeEach(async () => {
  receiver = await startReceiver()
  carrier = createCarrier({
    clock,
    numbers: [{ number: ours, wire: 'messagebird', webhookUrl: `${receiver.url}/sms?line=main` }],
    publicUrl: () => server.url,
  })
  server = await serve({ fetch: (request) => carrier.fetch(request) })
})
afterEach(async () => {
  carrier.stop()
  await Promise.all([server.stop(), receiver.stop()])
})

async function call(method: string, path: string, body?: object, key = carrier.messagebird.apiKey) {
  const response = await fetch(`${server.url}/messagebird${path}`, {
    method,
    headers: { authorization: `AccessKey ${key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const reportUrl = () => `${receiver.url}/status?line=main`
const send = (more: object = {}) => call('POST', '/messages', { ...text, reportUrl: reportUrl(), ...more })

/** Whether the SDK's own code believes a webhook. */
const isBelieved = ({ url, body, headers }: Arrived, key = carrier.messagebird.signingKey) =>
  verify(
    url,
    Buffer.from(body),
    headers.get('messagebird-signature-jwt') ?? '',
    createSecretKey(Buffer.from(key)),
    new VerifyOptions(
      true,
      true,
      {
        issuer: 'MessageBird',
        algorithms: ['HS256'],
        clockTolerance: 5,
        currentDate: clock.now(),
        requiredClaims: ['exp', 'nbf'],
      },
      () => true,
    ),
  ).then(
    () => true,
    () => false,
  )

describe("MessageBird's wire: a text", () => {
  it('is taken over, arrives, and is reported by signed GETs', async () => {
    const { status, body } = await send({ body: 'Hello ✓' })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      direction: 'mt',
      reference: 'msg_1',
      recipients: { items: [{ recipient: 14155550123 }] },
    })
    await carrier.settled()
    expect(carrier.phone(customer).inbox).toMatchObject([{ body: 'Hello ✓' }])
    expect(receiver.arrived.map(({ method }) => method)).toEqual(['GET', 'GET'])
    const queries = receiver.arrived.map(({ url }) => Object.fromEntries(new URL(url).searchParams))
    expect(queries).toMatchObject([
      { line: 'main', id: body['id'], reference: 'msg_1', recipient: '14155550123', status: 'sent' },
      { status: 'delivered' },
    ])
    for (const arrived of receiver.arrived) {
      expect(await isBelieved(arrived)).toBe(true)
      expect(await isBelieved(arrived, 'another-key')).toBe(false)
    }
  })

  it('without a reference is not reported', async () => {
    await send({ reference: undefined })
    await carrier.settled()
    expect(receiver.arrived).toEqual([])
    expect(carrier.phone(customer).inbox).toHaveLength(1)
  })

  it('without a coding loses what the GSM alphabet lacks', async () => {
    await send({ body: 'é ✓', datacoding: undefined })
    expect(carrier.phone(customer).inbox).toMatchObject([{ body: 'é ?' }])
  })

  it.each<[PhoneKind, string, string]>([
    ['landline', 'delivery_failed', '11'],
    ['off', 'delivery_failed', '27'],
    ['unknown', 'delivery_failed', '1'],
  ])('to a phone that is %s ends as %s, %s', async (kind, status, statusErrorCode) => {
    carrier.addPhone({ number: customer, kind })
    await send()
    await carrier.settled()
    const last = new URL(receiver.arrived.at(-1)?.url ?? '').searchParams
    expect(Object.fromEntries(last)).toMatchObject({ status, statusErrorCode })
    expect(carrier.phone(customer).inbox).toEqual([])
  })

  it('to somebody who texted STOP does not arrive, and is reported so', async () => {
    carrier.text({ from: customer, to: ours, body: 'stop' })
    expect((await send()).status).toBe(201)
    await carrier.settled()
    expect(new URL(receiver.arrived.at(-1)?.url ?? '').searchParams.get('statusErrorCode')).toBe('103')
    expect(carrier.phone(customer).inbox.map(({ sid }) => sid)).toEqual([undefined])
  })

  it.each([
    ['of a sender it does not hold', { originator: '14155550199' }, 9, 'originator'],
    ['to nobody', { recipients: '' }, 9, 'recipients'],
    ['to several', { recipients: ['14155550123', '14155550124'] }, 9, 'recipients'],
    ['without words', { body: '' }, 9, 'body'],
    ['of ten segments', { body: 'x'.repeat(9 * 153 + 1) }, 10, 'body'],
  ])('%s is refused', async (_name, more, code, parameter) => {
    expect(await send(more)).toMatchObject({ status: 422, body: { errors: [{ code, parameter }] } })
    expect(carrier.texts()).toEqual([])
  })

  it('with pictures goes by MMS', async () => {
    const { status, body } = await call('POST', '/mms', { ...text, body: '', mediaUrls: ['https://desk.example/a'] })
    expect(status).toBe(201)
    expect(carrier.phone(customer).inbox).toMatchObject([{ media: [{ url: 'https://desk.example/a' }] }])
    expect((await call('GET', `/mms/${String(body['id'])}`)).status).toBe(200)
    expect((await call('GET', `/messages/${String(body['id'])}`)).status).toBe(404)
  })

  it('needs the key', async () => {
    expect(await call('POST', '/messages', text, 'wrong')).toMatchObject({
      status: 401,
      body: { errors: [{ code: 2 }] },
    })
    expect(await call('DELETE', '/messages/a1')).toMatchObject({ status: 404 })
  })
})

describe("MessageBird's wire: the lists", () => {
  it('are newest first, filtered, a page at a time', async () => {
    const ids = []
    for (const reference of ['a', 'b', 'c']) ids.unshift((await send({ reference })).body['id'])
    const filter = '/messages?originator=14155550100&recipient=14155550123&direction=mt'
    const page = await call('GET', `${filter}&limit=2&offset=1`)
    expect(page.body).toMatchObject({ offset: 1, count: 2, totalCount: 3, items: [{ id: ids[1] }, { id: ids[2] }] })
    const at = (ms: number) => encodeURIComponent(new Date(clock.now().getTime() + ms).toISOString())
    expect((await call('GET', `${filter}&from=${at(-1000)}&until=${at(1000)}`)).body).toMatchObject({ totalCount: 3 })
    expect((await call('GET', `${filter}&from=${at(1000)}`)).body).toMatchObject({ totalCount: 0 })
    expect((await call('GET', `/messages?recipient=14155550124`)).body).toMatchObject({ totalCount: 0 })
  })

  it('give one message by its id', async () => {
    const { body } = await send()
    expect(await call('GET', `/messages/${String(body['id'])}`)).toMatchObject({
      status: 200,
      body: { id: body['id'], recipients: { items: [{ status: 'delivered' }] } },
    })
  })
})

describe("MessageBird's wire: a customer's text", () => {
  it('is posted as a signed form, with its pictures behind the key', async () => {
    const content = new TextEncoder().encode('a picture') as Uint8Array<ArrayBuffer>
    const { sid } = carrier.text({
      from: customer,
      to: ours,
      body: 'Hi',
      media: [{ contentType: 'image/png', content }],
    })
    await carrier.settled()
    const [arrived] = receiver.arrived as [Arrived]
    expect(arrived.form).toMatchObject({ id: sid, originator: '14155550123', recipient: '14155550100', body: 'Hi' })
    expect(await isBelieved(arrived)).toBe(true)
    const url = arrived.form['mediaURLs'] ?? ''
    expect((await fetch(url)).status).toBe(401)
    const headers = { authorization: `AccessKey ${carrier.messagebird.apiKey}` }
    expect(await (await fetch(url, { headers })).text()).toBe('a picture')
  })

  it('is in the list', async () => {
    const { sid } = carrier.text({ from: customer, to: ours, body: 'Hi' })
    const { body } = await call('GET', '/messages?direction=mo&recipient=14155550100')
    expect(body['items']).toMatchObject([
      { id: sid, direction: 'mo', originator: '14155550123', recipients: { items: [{ recipient: 14155550100 }] } },
    ])
  })
})
