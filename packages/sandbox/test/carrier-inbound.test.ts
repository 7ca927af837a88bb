import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, isBelieved, ours, startCarrierDesk } from './support/carrier-desk.js'

let desk: Awaited<ReturnType<typeof startCarrierDesk>>

beforeEach(async () => {
  desk = await startCarrierDesk()
})

afterEach(() => desk.stop())

const say = (body: string, from = customer) => desk.carrier.text({ from, to: ours, body })
const inbox = () => desk.carrier.phone(customer).inbox.map(({ body }) => body)

describe('a text from a phone', () => {
  it('is posted to the webhook of the number, signed, as Twilio writes it', async () => {
    const { sid } = say("It's 5 o'clock + 1 ✓")
    await desk.carrier.settled()
    const [arrived] = desk.receiver.arrived
    expect(desk.receiver.arrived).toHaveLength(1)
    expect(arrived?.url).toBe(`${desk.receiver.url}/sms?line=main`)
    expect(arrived && isBelieved(desk.carrier.authToken, arrived)).toBe(true)
    expect(arrived?.form).toMatchObject({
      MessageSid: sid,
      SmsMessageSid: sid,
      SmsStatus: 'received',
      AccountSid: desk.carrier.accountSid,
      From: customer,
      To: ours,
      Body: "It's 5 o'clock + 1 ✓",
      NumMedia: '0',
      NumSegments: '1',
    })
    expect(desk.carrier.phone(customer)).toMatchObject({ kind: 'mobile', outbox: [{ sid, to: ours }] })
  })

  it('may be a picture alone: an empty body, and a file behind the account', async () => {
    const content = new Uint8Array([137, 80, 78, 71])
    desk.carrier.text({ from: customer, to: ours, media: [{ contentType: 'image/png', content }] })
    await desk.carrier.settled()
    const form = desk.receiver.arrived[0]?.form ?? {}
    expect(form).toMatchObject({ Body: '', NumMedia: '1', MediaContentType0: 'image/png' })
    expect(form['MessageSid']).toMatch(/^MM/)

    const url = form['MediaUrl0'] ?? ''
    expect((await fetch(url)).status).toBe(401)
    const authorization = `Basic ${btoa(`${desk.carrier.accountSid}:${desk.carrier.authToken}`)}`
    const file = await fetch(url, { headers: { authorization } })
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(content)
  })

  it('comes again with the same sid until it is accepted, where retries were asked for', async () => {
    const patient = await startCarrierDesk({ retryDelaysMs: [0, 0, 0] })
    patient.receiver.answer = () => new Response(null, { status: patient.receiver.arrived.length < 3 ? 503 : 200 })
    const { sid } = patient.carrier.text({ from: customer, to: ours, body: 'Hello?' })
    await patient.carrier.settled()
    expect(patient.receiver.arrived.map(({ form }) => form['MessageSid'])).toEqual([sid, sid, sid])
    expect(patient.carrier.webhooks.deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
      [0, 503],
      [1, 503],
      [2, 200],
    ])
    await patient.stop()
  })

  it('is lost to a desk that fails, but stays in the list', async () => {
    desk.receiver.answer = () => new Response(null, { status: 500 })
    say('Hello?')
    await desk.carrier.settled()
    expect(desk.receiver.arrived).toHaveLength(1)
    await expect(desk.client.messages.list({ to: ours })).resolves.toMatchObject([{ body: 'Hello?' }])
  })

  it('arrives after the one before it', async () => {
    const texts = Array.from({ length: 10 }, (_, index) => String(index))
    for (const body of texts) say(body)
    await desk.carrier.settled()
    expect(desk.receiver.arrived.map(({ form }) => form['Body'])).toEqual(texts)
  })

  it('is only kept while the number has no webhook, and posted once it has one', async () => {
    desk.carrier.setNumber({ number: '+14155550101' })
    desk.carrier.text({ from: customer, to: '+14155550101', body: 'kept' })
    desk.carrier.setNumber({ number: '+14155550101', webhookUrl: `${desk.receiver.url}/second` })
    desk.carrier.text({ from: customer, to: '+14155550101', body: 'posted' })
    await desk.carrier.settled()
    expect(desk.receiver.arrived.map(({ form }) => form['Body'])).toEqual(['posted'])
    expect(desk.carrier.texts()).toHaveLength(2)
  })

  it('is refused with a sentence when it cannot be sent', () => {
    expect(() => desk.carrier.text({ from: customer, to: '+14155550199', body: 'x' })).toThrow('is not one of')
    expect(() => desk.carrier.text({ from: '555', to: ours, body: 'x' })).toThrow('is not a phone number')
    expect(() => desk.carrier.text({ from: customer, to: ours })).toThrow('nothing in this text')
    expect(desk.carrier.texts()).toEqual([])
  })

  it('tells those who watch', () => {
    let changes = 0
    const end = desk.carrier.onChange(() => (changes += 1))
    say('one')
    const seen = changes
    end()
    say('two')
    expect(seen).toBeGreaterThan(0)
    expect(changes).toBe(seen)
  })
})

describe('opting out', () => {
  it.each(['STOP', ' stop ', 'Unsubscribe', 'STOPALL', 'cancel', 'END', 'quit', 'REVOKE', 'optout'])(
    '%j blocks, is answered on the phone, and still reaches the desk',
    async (word) => {
      say(word)
      await desk.carrier.settled()
      expect(inbox()).toEqual([expect.stringContaining('unsubscribed')])
      expect(desk.receiver.arrived.map(({ form }) => form['Body'])).toEqual([word])
      await expect(desk.send()).rejects.toMatchObject({ status: 400, code: 21610 })
      expect(inbox()).toHaveLength(1)
    },
  )

  it.each(['STOP PLEASE', 'please stop', 'opt out', 'stop.'])('%j does not block', async (words) => {
    say(words)
    await expect(desk.send()).resolves.toMatchObject({ status: 'queued' })
    expect(inbox()).toEqual(['Hello'])
  })

  it.each(['START', 'unstop', 'Yes'])('is undone by %j', async (word) => {
    say('STOP')
    say(word)
    await expect(desk.send()).resolves.toMatchObject({ status: 'queued' })
    expect(inbox()).toHaveLength(3)
  })

  it('blocks one number of the desk and one phone, no other', async () => {
    desk.carrier.setNumber({ number: '+14155550101' })
    say('STOP')
    await expect(desk.send()).rejects.toMatchObject({ code: 21610 })
    await expect(desk.send({ from: '+14155550101' })).resolves.toMatchObject({ status: 'queued' })
    await expect(desk.send({ to: '+14155550124' })).resolves.toMatchObject({ status: 'queued' })
  })

  it('is answered once, and YES says nothing to those who never stopped', () => {
    say('yes')
    say('STOP')
    say('STOP')
    expect(inbox()).toHaveLength(1)
  })

  it('can be left to the desk', async () => {
    await desk.stop()
    desk = await startCarrierDesk({ handlesOptOut: false })
    say('STOP')
    await expect(desk.send()).resolves.toMatchObject({ status: 'queued' })
    expect(inbox()).toEqual(['Hello'])
  })
})
