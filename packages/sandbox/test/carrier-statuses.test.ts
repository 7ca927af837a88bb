import { fakeClock } from '@threadline/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import type { PhoneKind } from '../src/carrier/index.js'
import { customer, isBelieved, ours, startCarrierDesk } from './support/carrier-desk.js'

let desk: Awaited<ReturnType<typeof startCarrierDesk>>

afterEach(() => desk.stop())

const callback = () => `${desk.receiver.url}/status?ref=m%201&b=2&a=1`
const statuses = () => desk.receiver.arrived.map(({ form }) => [form['MessageStatus'], form['ErrorCode']])

describe('status callbacks', () => {
  const journeys: readonly { kind: PhoneKind; expected: unknown; arrivals: number }[] = [
    {
      kind: 'mobile',
      expected: [
        ['sent', undefined],
        ['delivered', undefined],
      ],
      arrivals: 1,
    },
    { kind: 'landline', expected: [['undelivered', '30006']], arrivals: 0 },
    {
      kind: 'off',
      expected: [
        ['sent', undefined],
        ['undelivered', '30003'],
      ],
      arrivals: 0,
    },
    {
      kind: 'unknown',
      expected: [
        ['sent', undefined],
        ['undelivered', '30005'],
      ],
      arrivals: 0,
    },
  ]

  it.each(journeys)('of a text to a phone that is $kind', async ({ kind, expected, arrivals }) => {
    desk = await startCarrierDesk()
    desk.carrier.addPhone({ number: customer, kind })
    const { sid } = await desk.send({ statusCallback: callback() })
    await desk.carrier.settled()
    expect(statuses()).toEqual(expected)
    expect(desk.carrier.texts()).toMatchObject([{ sid, arrivals }])
    expect(desk.carrier.phone(customer).inbox).toHaveLength(arrivals)
  })

  it('go to the very address given, signed over it', async () => {
    desk = await startCarrierDesk()
    const { sid } = await desk.send({ statusCallback: callback() })
    await desk.carrier.settled()
    for (const arrived of desk.receiver.arrived) {
      expect(arrived.url).toBe(callback())
      expect(isBelieved(desk.carrier.authToken, arrived)).toBe(true)
      expect(isBelieved('another token', arrived)).toBe(false)
      expect(arrived.form).toMatchObject({ MessageSid: sid, SmsSid: sid, To: customer, ApiVersion: '2010-04-01' })
    }
    expect(desk.receiver.arrived).toHaveLength(2)
  })

  it('are not sent when nobody asked for them, and the text is delivered all the same', async () => {
    desk = await startCarrierDesk()
    await desk.send()
    await desk.carrier.settled()
    expect(desk.receiver.arrived).toEqual([])
    expect(desk.carrier.texts()[0]?.history.map(({ status }) => status)).toEqual(['queued', 'sent', 'delivered'])
  })

  it('are lost when the desk fails: Twilio does not try again', async () => {
    desk = await startCarrierDesk()
    desk.receiver.answer = () => new Response(null, { status: 500 })
    await desk.send({ statusCallback: callback() })
    await desk.carrier.settled()
    expect(statuses()).toHaveLength(2)
  })

  it('wait on the clock when told to', async () => {
    const clock = fakeClock()
    desk = await startCarrierDesk({ clock, statusDelayMs: 1000 })
    await desk.send({ statusCallback: callback() })
    await desk.carrier.settled()
    expect(statuses()).toEqual([])
    clock.advance(1000)
    await desk.carrier.settled()
    clock.advance(1000)
    await desk.carrier.settled()
    expect(statuses()).toEqual([
      ['sent', undefined],
      ['delivered', undefined],
    ])
  })

  it('of a phone on a slow network come with the text, seconds later, and so does what it sends', async () => {
    const clock = fakeClock()
    desk = await startCarrierDesk({ clock })
    desk.carrier.addPhone({ number: customer, kind: 'slow' })
    await desk.send({ statusCallback: callback() })
    desk.carrier.text({ from: customer, to: ours, body: 'Slowly' })
    await desk.carrier.settled()
    expect(statuses()).toEqual([['sent', undefined]])
    expect(desk.carrier.phone(customer).inbox).toEqual([])
    clock.advance(8_000)
    await desk.carrier.settled()
    expect(desk.carrier.phone(customer).inbox).toMatchObject([{ body: 'Hello' }])
    expect(desk.receiver.arrived.map(({ form }) => form['MessageStatus'] ?? form['Body'])).toEqual(
      expect.arrayContaining(['sent', 'delivered', 'Slowly']),
    )
  })

  it('come by hand only, when told so; a late one is sent but does not move the text back', async () => {
    desk = await startCarrierDesk({ statuses: 'manual' })
    const { sid } = await desk.send({ statusCallback: callback() })
    await desk.carrier.settled()
    expect(statuses()).toEqual([])
    desk.carrier.advance(sid, 'delivered')
    desk.carrier.advance(sid, 'sent')
    await desk.carrier.settled()
    expect(statuses()).toEqual([
      ['delivered', undefined],
      ['sent', undefined],
    ])
    expect(desk.carrier.texts()).toMatchObject([{ status: 'delivered' }])
    await expect(desk.client.messages(sid).fetch()).resolves.toMatchObject({ status: 'delivered' })
  })

  it('tell why a text failed, here and in the resource', async () => {
    desk = await startCarrierDesk({ statuses: 'manual' })
    const { sid } = await desk.send({ statusCallback: callback() })
    desk.carrier.advance(sid, 'failed', 30007)
    await desk.carrier.settled()
    expect(statuses()).toEqual([['failed', '30007']])
    const message = await desk.client.messages(sid).fetch()
    expect(message).toMatchObject({ errorCode: 30007, errorMessage: 'Message filtered' })
  })

  it('cannot come for a text that does not exist', async () => {
    desk = await startCarrierDesk()
    expect(() => desk.carrier.advance('SM1', 'sent')).toThrow('There is no text SM1.')
  })
})
