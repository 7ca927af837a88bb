import { fakeClock } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, ours, startCarrierDesk, twilioClient } from './support/carrier-desk.js'

type Desk = Awaited<ReturnType<typeof startCarrierDesk>>

const clock = fakeClock()
let desk: Desk

beforeEach(async () => {
  desk = await startCarrierDesk({ clock, apiKey: { sid: 'SK1', secret: 'key-secret' } })
})

afterEach(() => desk.stop())

describe('a text sent with the Twilio client', () => {
  it('is accepted as queued, with counts as strings, and reaches the phone once', async () => {
    const message = await desk.send({ body: 'Hello ✓ & 100 %' })
    expect(message).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string,
      status: 'queued',
      numSegments: '1',
      numMedia: '0',
      direction: 'outbound-api',
      errorCode: null,
      to: customer,
      from: ours,
    })
    expect(message.dateCreated).toEqual(clock.now())
    expect(desk.carrier.phone(customer).inbox).toMatchObject([
      { from: ours, body: 'Hello ✓ & 100 %', sid: message.sid },
    ])
    expect(desk.carrier.texts()).toMatchObject([{ sid: message.sid, arrivals: 1 }])
  })

  it('keeps its media, and is an MM then', async () => {
    const mediaUrl = ['https://files.example.com/a.jpg?x=1&y=2', 'https://files.example.com/b.png']
    const message = await desk.send({ body: '', mediaUrl })
    expect(message.sid).toMatch(/^MM/)
    expect(message.numMedia).toBe('2')
    expect(desk.carrier.phone(customer).inbox[0]?.media.map(({ url }) => url)).toEqual(mediaUrl)
  })

  it('may use an API key', async () => {
    const client = twilioClient(desk.url, 'SK1', 'key-secret', desk.carrier.accountSid)
    await expect(client.messages.create({ to: customer, from: ours, body: 'Hi' })).resolves.toMatchObject({
      to: customer,
    })
  })

  it('is refused with the wrong token, and nothing happens', async () => {
    const client = twilioClient(desk.url, desk.carrier.accountSid, 'wrong')
    const sending = client.messages.create({ to: customer, from: ours, body: 'Hi' })
    await expect(sending).rejects.toMatchObject({ status: 401, code: 20003 })
    expect(desk.carrier.texts()).toEqual([])
  })

  const refusals: readonly { name: string; change: Parameters<Desk['send']>[0]; code: number }[] = [
    { name: 'no recipient', change: { to: '' }, code: 21604 },
    { name: 'a recipient without a country', change: { to: '4155550123' }, code: 21211 },
    { name: 'a recipient that is a word', change: { to: 'whatsapp:+14155550123' }, code: 21211 },
    { name: 'no sender', change: { from: '' }, code: 21603 },
    { name: 'a sender of somebody else', change: { from: '+14155550199' }, code: 21606 },
    { name: 'a text to itself', change: { to: ours }, code: 21266 },
    { name: 'nothing to say', change: { body: '' }, code: 21602 },
    { name: 'a text of 1601 characters', change: { body: 'a'.repeat(1601) }, code: 21617 },
    { name: 'a picture that is not on the web', change: { mediaUrl: ['file:///etc/hosts'] }, code: 21620 },
    {
      name: 'eleven pictures',
      change: { mediaUrl: Array.from({ length: 11 }, (_, index) => `https://files.example.com/${index}.png`) },
      code: 21623,
    },
    { name: 'a callback that is no address', change: { statusCallback: 'status' }, code: 21609 },
    {
      name: 'a callback host with an underscore',
      change: { statusCallback: 'https://my_desk.example.com/s' },
      code: 21609,
    },
  ]

  it.each(refusals)('is refused for $name ($code), and nothing is kept', async ({ change, code }) => {
    await expect(desk.send(change)).rejects.toMatchObject({
      status: 400,
      code,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    })
    expect(desk.carrier.texts()).toEqual([])
    expect(desk.carrier.phone(customer).inbox).toEqual([])
  })

  it('of exactly 1600 characters is accepted', async () => {
    await expect(desk.send({ body: 'a'.repeat(1600) })).resolves.toMatchObject({ numSegments: '11' })
  })
})

describe('the parts a text is charged as', () => {
  it.each([
    { body: 'a'.repeat(160), parts: '1' },
    { body: 'a'.repeat(161), parts: '2' },
    { body: '€'.repeat(80), parts: '1' },
    { body: '€'.repeat(81), parts: '2' },
    { body: `${'a'.repeat(152)}€${'a'.repeat(152)}`, parts: '3' },
    { body: 'ç'.repeat(70), parts: '1' },
    { body: 'ç'.repeat(71), parts: '2' },
    { body: '😀'.repeat(35), parts: '1' },
    { body: '😀'.repeat(67), parts: '3' },
  ])('$body.length units: $parts', async ({ body, parts }) => {
    await expect(desk.send({ body })).resolves.toMatchObject({ numSegments: parts })
  })
})

describe('looking texts up', () => {
  it('gets one by its sid', async () => {
    const { sid } = await desk.send({ body: 'Where am I?' })
    await expect(desk.client.messages(sid).fetch()).resolves.toMatchObject({
      sid,
      body: 'Where am I?',
      status: 'delivered',
    })
  })

  it('does not find what is not there', async () => {
    const missing = desk.client.messages(`SM${'0'.repeat(32)}`).fetch()
    await expect(missing).rejects.toMatchObject({ status: 404, code: 20404 })
    await expect(desk.client.calls.list()).rejects.toMatchObject({ status: 404, code: 20404 })
    const other = twilioClient(desk.url, desk.carrier.accountSid, desk.carrier.authToken, 'AC2')
    await expect(other.messages.list()).rejects.toMatchObject({ status: 404, code: 20404 })
  })

  it('lists newest first, filtered by both ends and by when they were sent', async () => {
    await desk.send({ body: 'too early' })
    clock.advance(60_000)
    const since = clock.now()
    await desk.send({ body: 'one' })
    await desk.send({ body: 'to another', to: '+14155550124' })
    clock.advance(1000)
    await desk.send({ body: 'two' })
    desk.carrier.text({ from: customer, to: ours, body: 'inbound' })
    const found = await desk.client.messages.list({ to: customer, from: ours, dateSentAfter: since })
    expect(found.map(({ body }) => body)).toEqual(['two', 'one'])
    const earlier = await desk.client.messages.list({ dateSentBefore: new Date(since.getTime() - 1000) })
    expect(earlier.map(({ body }) => body)).toEqual(['too early'])
    const inbound = await desk.client.messages.list({ to: ours })
    expect(inbound).toMatchObject([{ body: 'inbound', status: 'received', direction: 'inbound' }])
  })

  it('walks through pages without losing or repeating one, even as new texts come', async () => {
    for (const body of ['1', '2', '3', '4', '5']) await desk.send({ body })
    const first = await desk.client.messages.page({ pageSize: 2 })
    await desk.send({ body: 'new' })
    const second = await first.nextPage()
    const third = await second?.nextPage()
    const walked = [first, second, third].flatMap((page) => page?.instances.map(({ body }) => body))
    expect(walked).toEqual(['5', '4', '3', '2', '1'])
    expect(third?.nextPage()).toBeUndefined()
  })

  it('does not find by date what has not been sent yet', async () => {
    await desk.stop()
    desk = await startCarrierDesk({ clock, statuses: 'manual' })
    const { sid } = await desk.send()
    const since = new Date(clock.now().getTime() - 60_000)
    await expect(desk.client.messages.list({ dateSentAfter: since })).resolves.toEqual([])
    await expect(desk.client.messages.list({ to: customer })).resolves.toMatchObject([{ sid, dateSent: null }])
  })
})

describe('a call that a fault strikes', () => {
  it('is limited in Twilio words', async () => {
    desk.carrier.faults.add({ on: 'messages.create', fault: { type: 'rate-limit', retryAfterMs: 1000 }, times: 1 })
    await expect(desk.send()).rejects.toMatchObject({ status: 429, code: 20429 })
    expect(desk.carrier.texts()).toEqual([])
    await expect(desk.send()).resolves.toMatchObject({ status: 'queued' })
  })

  it('may lose its answer while the phone gets the text', async () => {
    desk.carrier.faults.add({ on: 'messages.create', fault: { type: 'accept-then-drop' } })
    await expect(desk.send()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(desk.carrier.phone(customer).inbox).toHaveLength(1)
    expect(desk.carrier.calls).toMatchObject([{ name: 'messages.create', status: 'drop', form: { To: customer } }])
  })

  it('may be refused a connection while the phone gets nothing', async () => {
    desk.carrier.faults.add({ on: 'messages.create', fault: { type: 'reset' } })
    await expect(desk.send()).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect(desk.carrier.phone(customer).inbox).toEqual([])
  })

  it('may answer what nobody can read', async () => {
    desk.carrier.faults.add({ on: /^messages\./, fault: { type: 'garbled' } })
    await expect(desk.send()).rejects.toBeInstanceOf(SyntaxError)
    expect(desk.carrier.phone(customer).inbox).toHaveLength(1)
  })

  it('may never be answered', async () => {
    desk.carrier.faults.add({ on: 'messages.create', fault: { type: 'hang' } })
    const client = twilioClient(desk.url, desk.carrier.accountSid, desk.carrier.authToken, undefined, 50)
    const sending = client.messages.create({ to: customer, from: ours, body: 'Hi' })
    await expect(sending).rejects.toMatchObject({ code: 'ECONNABORTED' })
    expect(desk.carrier.phone(customer).inbox).toHaveLength(1)
  })
})
