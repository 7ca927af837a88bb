import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BirdOptions, messagebirdProvider } from '../src/index.js'
import { birdMessage, birdOptions, birdPage, now, smsId, text } from './support/fixtures.js'

const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const other = birdMessage({ id: 'sms_2', metadata: { reference: 'msg_2' } })

let server: Loopback
beforeEach(async () => {
  server = await openLoopback({ status: 200, body: birdPage([]) })
})
afterEach(() => server.close())

const provider = (more: Partial<BirdOptions> = {}) => messagebirdProvider(birdOptions({ apiUrl: server.url, ...more }))
const find = (ageSeconds = 40, more: Partial<BirdOptions> = {}) =>
  provider({ now: () => secondsLater(ageSeconds), ...more }).find?.(text, now)

describe('a text whose sending ended unknown', () => {
  it('is found by the reference in its metadata', async () => {
    server.answer({ status: 200, body: birdPage([other, birdMessage({ status: 'delivered', text: '**REDACTED**' })]) })
    expect(await find()).toEqual({
      type: 'done',
      value: { externalId: smsId, status: 'delivered', rawStatus: 'delivered' },
    })
  })

  it('is asked for by sender, contact, direction and time', async () => {
    await find()
    expect(server.calls[0]).toMatchObject({ method: 'GET', url: { pathname: '/v1/sms/messages' } })
    expect(Object.fromEntries(server.calls[0]?.url.searchParams ?? [])).toEqual({
      direction: 'outbound',
      from: '+14155550100',
      to: '+14155550123',
      created_after: '2030-01-07T09:55:00.000Z',
      limit: '100',
    })
  })

  it('is found on a later page', async () => {
    server.answer({ status: 200, body: birdPage([other], 'next') }, { status: 200, body: birdPage([birdMessage()]) })
    expect(await find()).toMatchObject({ type: 'done', value: { externalId: smsId } })
    expect(server.calls[1]?.url.searchParams.get('starting_after')).toBe('next')
  })

  it('is refused, to be sent again, when the whole list does not hold it, and not too early', async () => {
    server.answer({ status: 200, body: birdPage([other]) })
    expect(await find(29)).toMatchObject({ type: 'unknown' })
    expect(await find(30)).toMatchObject({ type: 'refused', retryable: true })
  })

  const doubts: readonly [string, Ending][] = [
    ['a list without an end', { status: 200, body: birdPage([other], 'again') }],
    ['a cursor that is none', { status: 200, body: { data: [], next_cursor: 7 } }],
    ['an object without a list', { status: 200, body: {} }],
    ['a page of HTML', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }],
    ['401', { status: 401, body: { code: 'E01001', type: 'auth_error' } }],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
  ]
  it.each(doubts)('stays unknown after %s', async (_name, behaviour) => {
    server.answer(behaviour)
    expect(await find(40, { ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })).toMatchObject({ type: 'unknown' })
  })
})

describe('how far a text has come', () => {
  it('is asked by its id', async () => {
    server.answer({ status: 200, body: birdMessage({ status: 'undelivered', last_error: { code: 'unreachable' } }) })
    expect(await provider().check?.(smsId)).toMatchObject({
      type: 'done',
      value: { externalId: smsId, status: 'undelivered', failure: { category: 'unreachable', code: 'unreachable' } },
    })
    expect(server.calls[0]?.url.pathname).toBe(`/v1/sms/messages/${smsId}`)
  })

  it('is refused for an id Bird does not know', async () => {
    server.answer({ status: 404, body: { code: 'E01404', type: 'not_found_error' } })
    expect(await provider().check?.(smsId)).toMatchObject({ type: 'refused', retryable: false })
  })

  it('is unknown when the answer is about another text', async () => {
    server.answer({ status: 200, body: other })
    expect(await provider().check?.(smsId)).toMatchObject({ type: 'unknown' })
  })

  it('is unknown when there is no answer', async () => {
    server.answer('reset')
    expect(await provider().check?.(smsId)).toMatchObject({ type: 'unknown' })
  })
})

describe('texts that webhooks may have missed', () => {
  const inbound = (id: string, seconds: number, more: object = {}) =>
    birdMessage({
      id,
      direction: 'inbound',
      status: 'received',
      from: '+14155550123',
      to: '+14155550100',
      metadata: null,
      created_at: secondsLater(seconds).toISOString(),
      ...more,
    })

  it('are listed oldest first, without our own and older ones', async () => {
    const messages = [
      inbound('sms_c2', 20),
      birdMessage(),
      inbound('sms_c1', 10, { text: 'first' }),
      inbound('sms_c0', -10),
    ]
    server.answer({ status: 200, body: birdPage(messages) })
    expect(await provider().listInbound?.('+14155550100', now)).toEqual({
      type: 'done',
      value: [
        {
          type: 'text',
          externalId: 'sms_c1',
          from: '+14155550123',
          to: '+14155550100',
          text: 'first',
          media: [],
          sentAt: secondsLater(10),
        },
        expect.objectContaining({ externalId: 'sms_c2' }),
      ],
    })
    expect(Object.fromEntries(server.calls[0]?.url.searchParams ?? [])).toMatchObject({
      direction: 'inbound',
      to: '+14155550100',
      created_after: now.toISOString(),
    })
  })

  it('are unknown when the list cannot be read', async () => {
    server.answer({ status: 200, body: birdPage([inbound('sms_c1', 10)], 'next') }, { status: 500 })
    expect(await provider().listInbound?.('+14155550100', now)).toMatchObject({ type: 'unknown' })
  })
})
