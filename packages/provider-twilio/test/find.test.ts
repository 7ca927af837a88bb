import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TwilioOptions, twilioProvider } from '../src/index.js'
import { accountSid, optionsFor, text } from './support/fixtures.js'
import { created, listOf, vendorError } from './support/answers.js'

const startedAt = new Date('2030-01-07T10:00:00.700Z')
const secondsLater = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000)
const madeAt = (seconds: number) => ({ date_created: secondsLater(seconds).toUTCString().replace('GMT', '+0000') })
const service = `MG${'1'.repeat(32)}`

let twilio: Loopback
beforeEach(async () => {
  twilio = await openLoopback({ status: 201, body: created() })
})
afterEach(() => twilio.close())

const find = (what: Partial<typeof text> = {}, ageSeconds = 40, more: Partial<TwilioOptions> = {}) => {
  const now = () => secondsLater(ageSeconds)
  const provider = twilioProvider(optionsFor(twilio.url, { now, ...more }))
  return provider.find?.({ ...text, ...what }, startedAt)
}

describe('a picture', () => {
  const media = [{ url: 'https://desk.example/a.png', contentType: 'image/png', fileName: 'a.png' }]
  it.each([
    ['with the same words', 'Hello', { body: 'Hello', num_media: '1' }, 'done'],
    ['without words', '', { body: '', num_media: '1' }, 'done'],
    ['that Twilio has not fetched yet', '', { body: '', num_media: '0' }, 'done'],
    ['not in two', 'Hello', { body: 'Hello', num_media: '2' }, 'refused'],
    ['not in words alone, for sure', '', { body: 'Hello', num_media: '0' }, 'unknown'],
  ] as const)('is found: %s', async (_what, words, listed, type) => {
    twilio.answer({ status: 200, body: listOf([created(listed)]) })
    expect(await find({ text: words, media })).toMatchObject({ type })
  })

  it('is no text of the same words', async () => {
    twilio.answer({ status: 200, body: listOf([created({ num_media: '1' })]) })
    expect(await find()).toMatchObject({ type: 'refused' })
  })
})

describe('a text that is in the list', () => {
  it.each([
    ['made in the same second', created(madeAt(0))],
    ['made while the call hung', created(madeAt(9))],
    ['whose quotes Twilio made plain', created({ body: '“Hello”' })],
    ['sent from a trial account', created({ body: 'Sent from your Twilio trial account - Hello' })],
  ])('is done: %s', async (_name, message) => {
    twilio.answer({ status: 200, body: listOf([message]) })
    expect(await find()).toEqual({
      type: 'done',
      value: { externalId: message['sid'], status: 'queued', rawStatus: 'queued' },
    })
  })

  it('is done before the call is 30 seconds old', async () => {
    twilio.answer({ status: 200, body: listOf([created()]) })
    expect(await find({}, 1)).toMatchObject({ type: 'done' })
  })

  it('is done with the reason when it has failed since', async () => {
    twilio.answer({ status: 200, body: listOf([created({ status: 'undelivered', error_code: 30006 })]) })
    expect(await find()).toMatchObject({
      type: 'done',
      value: { status: 'undelivered', failure: { category: 'landline', code: '30006' } },
    })
  })

  it('is asked for by sender and contact, and not by the date it was sent', async () => {
    twilio.answer({ status: 200, body: listOf([]) })
    await find()
    expect(twilio.calls).toHaveLength(1)
    expect(twilio.calls[0]?.method).toBe('GET')
    expect(twilio.calls[0]?.url.pathname).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
    expect(Object.fromEntries(twilio.calls[0]?.url.searchParams ?? [])).toEqual({
      To: '+14155550123',
      From: '+14155550100',
      PageSize: '1000',
    })
  })

  it('is known by its messaging service, whatever number that chose', async () => {
    const mine = created({ from: '+14155550177', messaging_service_sid: service })
    const other = created({ sid: `SM${'b2'.repeat(16)}`, messaging_service_sid: `MG${'2'.repeat(32)}` })
    twilio.answer({ status: 200, body: listOf([other, mine]) })
    expect(await find({ from: service })).toMatchObject({ type: 'done', value: { externalId: mine['sid'] } })
    expect(twilio.calls[0]?.url.searchParams.has('From')).toBe(false)
  })
})

describe('a text that is certainly not in the list', () => {
  it.each([
    ['an empty list', []],
    ['other words', [created({ body: 'Something else', ...madeAt(-3) })]],
    ['the same words long before', [created(madeAt(-61))]],
    ['the same words from the customer', [created({ direction: 'inbound' })]],
  ])('is refused, to be sent again: %s', async (_name, messages) => {
    twilio.answer({ status: 200, body: listOf(messages) })
    expect(await find()).toMatchObject({ type: 'refused', retryable: true })
  })
})

describe('a text of which the list does not tell stays unknown', () => {
  const again = created({ sid: `SM${'b2'.repeat(16)}` })
  const doubts: readonly [string, Ending][] = [
    ['the same words twice', { status: 200, body: listOf([created(), again]) }],
    ['the same words just before', { status: 200, body: listOf([created(madeAt(-5))]) }],
    ['words taken out of the record', { status: 200, body: listOf([created({ body: '' })]) }],
    ['a note put before the words', { status: 200, body: listOf([created({ body: 'ACME says: Hello' })]) }],
    ['an unreadable date', { status: 200, body: listOf([created({ date_created: 'soon' })]) }],
    ['more than a page', { status: 200, body: listOf([], '/2010-04-01/next') }],
    ['a list that is none', { status: 200, body: { messages: 'none' } }],
    ['an object without a list', { status: 200, body: {} }],
    ['a page', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }],
    ['401', vendorError(401, 20003)],
    ['404', vendorError(404, 20404)],
    ['429', vendorError(429, 20429)],
    ['500', { status: 500 }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
  ]

  it.each(doubts)('%s', async (_name, behaviour) => {
    twilio.answer(behaviour)
    expect(await find({}, 40, { ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })).toMatchObject({ type: 'unknown' })
    expect(twilio.calls).toHaveLength(1)
  })

  it('a list that is asked too early', async () => {
    twilio.answer({ status: 200, body: listOf([]) })
    expect(await find({}, 29)).toMatchObject({ type: 'unknown' })
    expect(await find({}, 30)).toMatchObject({ type: 'refused' })
  })

  it('nothing but signs, and another text near it', async () => {
    twilio.answer({ status: 200, body: listOf([created({ body: '👍' })]) })
    expect(await find({ text: '🎉' })).toMatchObject({ type: 'unknown' })
    expect(await find({ text: '👍' })).toMatchObject({ type: 'done' })
  })

  it('no server there', async () => {
    const gone = await openLoopback({ status: 201, body: created() })
    await gone.close()
    expect(await find({}, 40, { apiUrl: gone.url })).toMatchObject({ type: 'unknown' })
  })
})
