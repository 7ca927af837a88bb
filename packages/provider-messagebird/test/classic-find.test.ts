import { openLoopback, type Ending, type Loopback } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ClassicOptions, messagebirdProvider } from '../src/index.js'
import { classicOptions, listOf, message, messageId, now, picture, text } from './support/fixtures.js'

const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const notFound = { status: 404, body: { errors: [{ code: 20, description: 'message not found', parameter: null }] } }
const other = message({ id: 'b2'.repeat(16), reference: 'msg_2' })

let server: Loopback
beforeEach(async () => {
  server = await openLoopback({ status: 200, body: listOf([]) })
})
afterEach(() => server.close())

const provider = (more: Partial<ClassicOptions> = {}) =>
  messagebirdProvider(classicOptions({ apiUrl: server.url, ...more }))
const find = (what: Partial<typeof text> = {}, ageSeconds = 40, more: Partial<ClassicOptions> = {}) =>
  provider({ now: () => secondsLater(ageSeconds), ...more }).find?.({ ...text, ...what }, now)

describe('a text whose sending ended unknown', () => {
  it('is found by its reference, whatever else was sent', async () => {
    server.answer({
      status: 200,
      body: listOf([other, message({ body: 'not the same words' }, { status: 'delivered' })]),
    })
    expect(await find()).toEqual({
      type: 'done',
      value: { externalId: messageId, status: 'delivered', rawStatus: 'delivered' },
    })
  })

  it('is found with the reason when it has failed since', async () => {
    server.answer({ status: 200, body: listOf([message({}, { status: 'delivery_failed', statusErrorCode: 1 })]) })
    expect(await find()).toMatchObject({
      value: { status: 'undelivered', failure: { category: 'unknown-number', code: '1' } },
    })
  })

  it('is asked for by sender, contact, direction and time', async () => {
    await find()
    const [call] = server.calls
    expect(call).toMatchObject({ method: 'GET', url: { pathname: '/messages' } })
    expect(Object.fromEntries(call?.url.searchParams ?? [])).toEqual({
      originator: '14155550100',
      recipient: '14155550123',
      direction: 'mt',
      from: '2030-01-07T09:55:00+00:00',
      until: '2030-01-07T10:05:40+00:00',
      limit: '100',
      offset: '0',
    })
  })

  it('is found on a later page', async () => {
    server.answer({ status: 200, body: listOf([other], 2) }, { status: 200, body: listOf([message()], 2) })
    expect(await find()).toMatchObject({ type: 'done', value: { externalId: messageId } })
    expect(server.calls.map(({ url }) => url.searchParams.get('offset'))).toEqual(['0', '1'])
  })

  it('is refused, to be sent again, when the whole list does not hold it', async () => {
    server.answer({ status: 200, body: listOf([other]) })
    expect(await find()).toMatchObject({ type: 'refused', retryable: true })
  })

  it('stays unknown when it is asked too early', async () => {
    expect(await find({}, 29)).toMatchObject({ type: 'unknown' })
    expect(await find({}, 30)).toMatchObject({ type: 'refused' })
  })

  it('with pictures is found in their list, and never taken for absent', async () => {
    server.answer({ status: 200, body: listOf([message()]) }, { status: 200, body: listOf([other]) })
    expect(await find({ media: [picture] }, 40, { mms: true })).toMatchObject({ type: 'done' })
    expect(await find({ media: [picture] }, 40, { mms: true })).toMatchObject({ type: 'unknown' })
    expect(server.calls.map(({ url }) => url.pathname)).toEqual(['/mms', '/mms'])
  })

  const doubts: readonly [string, Ending][] = [
    ['a page that is shorter than the list', { status: 200, body: listOf([], 7) }],
    ['a message with our reference and no id', { status: 200, body: listOf([message({ id: null })]) }],
    ['a list without its length', { status: 200, body: { items: [] } }],
    ['an object without a list', { status: 200, body: {} }],
    ['a page of HTML', { status: 200, body: '<html></html>', headers: { 'content-type': 'text/html' } }],
    ['401', { status: 401, body: { errors: [{ code: 2, description: 'x', parameter: 'access_key' }] } }],
    ['404', notFound],
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['a reset', 'reset'],
    ['no answer', 'hang'],
  ]
  it.each(doubts)('stays unknown after %s', async (_name, behaviour) => {
    server.answer(behaviour)
    expect(await find({}, 40, { ...(behaviour === 'hang' && { timeoutMs: 1_000 }) })).toMatchObject({ type: 'unknown' })
  })
})

describe('how far a text has come', () => {
  it('is asked by its id', async () => {
    server.answer({ status: 200, body: message({}, { status: 'expired', statusErrorCode: 27 }) })
    expect(await provider().check?.(messageId)).toEqual({
      type: 'done',
      value: {
        externalId: messageId,
        status: 'undelivered',
        rawStatus: 'expired',
        failure: { category: 'unreachable', code: '27', detail: expect.any(String) },
      },
    })
    expect(server.calls[0]?.url.pathname).toBe(`/messages/${messageId}`)
  })

  it('is asked among the pictures too, where there are any', async () => {
    server.answer(notFound, { status: 200, body: message() })
    expect(await provider({ mms: true }).check?.(messageId)).toMatchObject({ type: 'done' })
    expect(server.calls.map(({ url }) => url.pathname)).toEqual([`/messages/${messageId}`, `/mms/${messageId}`])
  })

  it('is refused for an id MessageBird does not know', async () => {
    server.answer(notFound)
    expect(await provider().check?.('../balance')).toMatchObject({ type: 'refused', retryable: false })
    expect(server.calls[0]?.url.pathname).toBe('/messages/..%2Fbalance')
  })

  it('is unknown when the answer is about another text', async () => {
    server.answer({ status: 200, body: other })
    expect(await provider().check?.(messageId)).toMatchObject({ type: 'unknown' })
  })

  it('is unknown when there is no answer', async () => {
    server.answer('reset')
    expect(await provider().check?.(messageId)).toMatchObject({ type: 'unknown' })
  })
})

describe('texts that webhooks may have missed', () => {
  const inbound = (id: string, seconds: number, more: object = {}) =>
    message(
      {
        id,
        direction: 'mo',
        originator: '14155550123',
        reference: null,
        createdDatetime: secondsLater(seconds).toISOString(),
        ...more,
      },
      { recipient: 14155550100 },
    )
  const list = () => provider().listInbound?.('+14155550100', now)

  it('are listed oldest first', async () => {
    server.answer({
      status: 200,
      body: listOf([inbound('c2', 20, { body: 'second' }), inbound('c1', 10, { body: 'first' })]),
    })
    expect(await list()).toEqual({
      type: 'done',
      value: [
        {
          type: 'text',
          externalId: 'c1',
          from: '+14155550123',
          to: '+14155550100',
          text: 'first',
          media: [],
          sentAt: secondsLater(10),
        },
        expect.objectContaining({ externalId: 'c2', text: 'second' }),
      ],
    })
    expect(Object.fromEntries(server.calls[0]?.url.searchParams ?? [])).toMatchObject({
      direction: 'mo',
      recipient: '14155550100',
      from: '2030-01-07T10:00:00+00:00',
    })
  })

  it('of the same second are listed in their order', async () => {
    server.answer({ status: 200, body: listOf([inbound('c2', 10), inbound('c1', 10)]) })
    expect(await list()).toMatchObject({ value: [{ externalId: 'c1' }, { externalId: 'c2' }] })
  })

  it('are not our own, nor another sender’s, nor older', async () => {
    const elsewhere = { ...inbound('c3', 5), recipients: { items: [{ recipient: 14155550199 }] } }
    server.answer({ status: 200, body: listOf([message(), elsewhere, inbound('c0', -10), inbound('c1', 10)]) })
    expect(await list()).toMatchObject({ type: 'done', value: [{ externalId: 'c1' }] })
  })

  it('are unknown when the list cannot be read', async () => {
    server.answer({ status: 200, body: listOf([inbound('c1', 10)], 5) }, { status: 500 })
    expect(await list()).toMatchObject({ type: 'unknown' })
  })
})
