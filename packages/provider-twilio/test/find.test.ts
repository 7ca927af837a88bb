import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TwilioOptions, twilioProvider } from '../src/index.js'
import { accountSid, optionsFor, text } from './support/fixtures.js'
import * as loopback from './support/loopback-twilio.js'

const { created, hang, json, listOf, raw, reset, vendorError } = loopback
const startedAt = new Date('2030-01-07T10:00:00.700Z')
const secondsLater = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)
const madeAt = (seconds: number) => ({ date_created: secondsLater(seconds).toUTCString().replace('GMT', '+0000') })
const service = `MG${'1'.repeat(32)}`

let twilio: loopback.LoopbackTwilio
beforeEach(async () => {
  twilio = await loopback.startLoopbackTwilio()
})
afterEach(() => twilio.stop())

const find = (what: Partial<typeof text> = {}, ageSeconds = 40, more: Partial<TwilioOptions> = {}) => {
  const now = () => secondsLater(ageSeconds)
  const provider = twilioProvider(optionsFor(twilio.url, { now, ...more }))
  return provider.find?.({ ...text, ...what }, startedAt)
}

describe('a text that is in the list', () => {
  it.each([
    ['made in the same second', created(madeAt(0))],
    ['made while the call hung', created(madeAt(9))],
    ['whose quotes Twilio made plain', created({ body: '“Hello”' })],
    ['sent from a trial account', created({ body: 'Sent from your Twilio trial account - Hello' })],
  ])('is done: %s', async (_name, message) => {
    twilio.behave(json(200, listOf([message])))
    expect(await find()).toEqual({
      type: 'done',
      value: { externalId: message['sid'], status: 'queued', rawStatus: 'queued' },
    })
  })

  it('is done before the call is 30 seconds old', async () => {
    twilio.behave(json(200, listOf([created()])))
    expect(await find({}, 1)).toMatchObject({ type: 'done' })
  })

  it('is done with the reason when it has failed since', async () => {
    twilio.behave(json(200, listOf([created({ status: 'undelivered', error_code: 30006 })])))
    expect(await find()).toMatchObject({
      type: 'done',
      value: { status: 'undelivered', failure: { category: 'landline', code: '30006' } },
    })
  })

  it('is asked for by sender and contact, and not by the date it was sent', async () => {
    twilio.behave(json(200, listOf([])))
    await find()
    expect(twilio.calls).toHaveLength(1)
    expect(twilio.calls[0]?.method).toBe('GET')
    expect(twilio.calls[0]?.path).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
    expect(Object.fromEntries(twilio.calls[0]?.query ?? [])).toEqual({
      To: '+14155550123',
      From: '+14155550100',
      PageSize: '1000',
    })
  })

  it('is known by its messaging service, whatever number that chose', async () => {
    const mine = created({ from: '+14155550177', messaging_service_sid: service })
    const other = created({ sid: `SM${'b2'.repeat(16)}`, messaging_service_sid: `MG${'2'.repeat(32)}` })
    twilio.behave(json(200, listOf([other, mine])))
    expect(await find({ from: service })).toMatchObject({ type: 'done', value: { externalId: mine['sid'] } })
    expect(twilio.calls[0]?.query.has('From')).toBe(false)
  })
})

describe('a text that is certainly not in the list', () => {
  it.each([
    ['an empty list', []],
    ['other words', [created({ body: 'Something else', ...madeAt(-3) })]],
    ['the same words long before', [created(madeAt(-61))]],
    ['the same words from the customer', [created({ direction: 'inbound' })]],
  ])('is refused, to be sent again: %s', async (_name, messages) => {
    twilio.behave(json(200, listOf(messages)))
    expect(await find()).toMatchObject({ type: 'refused', retryable: true })
  })
})

describe('a text of which the list does not tell stays unknown', () => {
  const again = created({ sid: `SM${'b2'.repeat(16)}` })
  const doubts: readonly [string, loopback.Behaviour][] = [
    ['the same words twice', json(200, listOf([created(), again]))],
    ['the same words just before', json(200, listOf([created(madeAt(-5))]))],
    ['words taken out of the record', json(200, listOf([created({ body: '' })]))],
    ['a note put before the words', json(200, listOf([created({ body: 'ACME says: Hello' })]))],
    ['an unreadable date', json(200, listOf([created({ date_created: 'soon' })]))],
    ['more than a page', json(200, listOf([], '/2010-04-01/next'))],
    ['a list that is none', json(200, { messages: 'none' })],
    ['an object without a list', json(200, {})],
    ['a page', raw(200, '<html></html>', { 'content-type': 'text/html' })],
    ['401', vendorError(401, 20003)],
    ['404', vendorError(404, 20404)],
    ['429', vendorError(429, 20429)],
    ['500', raw(500, '')],
    ['a reset', reset],
    ['no answer', hang],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    twilio.behave(behaviour)
    expect(await find({}, 40, { timeoutMs: 300 })).toMatchObject({ type: 'unknown' })
    expect(twilio.calls).toHaveLength(1)
  })

  it('a list that is asked too early', async () => {
    twilio.behave(json(200, listOf([])))
    expect(await find({}, 29)).toMatchObject({ type: 'unknown' })
    expect(await find({}, 30)).toMatchObject({ type: 'refused' })
  })

  it('nothing but signs, and another text near it', async () => {
    twilio.behave(json(200, listOf([created({ body: '👍' })])))
    expect(await find({ text: '🎉' })).toMatchObject({ type: 'unknown' })
    expect(await find({ text: '👍' })).toMatchObject({ type: 'done' })
  })

  it('no server there', async () => {
    const gone = await loopback.startLoopbackTwilio()
    await gone.stop()
    expect(await find({}, 40, { apiUrl: gone.url })).toMatchObject({ type: 'unknown' })
  })
})
