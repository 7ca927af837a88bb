import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ClassicOptions, messagebirdProvider } from '../src/index.js'
import { classicOptions, listOf, message, messageId, now, picture, text } from './support/fixtures.js'
import * as loopback from './support/loopback.js'

const { hang, json, raw, reset } = loopback
const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const notFound = json(404, { errors: [{ code: 20, description: 'message not found', parameter: null }] })
const other = message({ id: 'b2'.repeat(16), reference: 'msg_2' })

let server: loopback.Loopback
beforeEach(async () => {
  server = await loopback.startLoopback(json(200, listOf([])))
})
afterEach(() => server.stop())

const provider = (more: Partial<ClassicOptions> = {}) =>
  messagebirdProvider(classicOptions({ apiUrl: server.url, ...more }))
const find = (what: Partial<typeof text> = {}, ageSeconds = 40, more: Partial<ClassicOptions> = {}) =>
  provider({ now: () => secondsLater(ageSeconds), ...more }).find?.({ ...text, ...what }, now)

describe('a text whose sending ended unknown', () => {
  it('is found by its reference, whatever else was sent', async () => {
    server.behave(json(200, listOf([other, message({ body: 'not the same words' }, { status: 'delivered' })])))
    expect(await find()).toEqual({
      type: 'done',
      value: { externalId: messageId, status: 'delivered', rawStatus: 'delivered' },
    })
  })

  it('is found with the reason when it has failed since', async () => {
    server.behave(json(200, listOf([message({}, { status: 'delivery_failed', statusErrorCode: 1 })])))
    expect(await find()).toMatchObject({
      value: { status: 'undelivered', failure: { category: 'unknown-number', code: '1' } },
    })
  })

  it('is asked for by sender, contact, direction and time', async () => {
    await find()
    const [call] = server.calls
    expect(call).toMatchObject({ method: 'GET', path: '/messages' })
    expect(Object.fromEntries(call?.query ?? [])).toEqual({
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
    server.behave(json(200, listOf([other], 2)), json(200, listOf([message()], 2)))
    expect(await find()).toMatchObject({ type: 'done', value: { externalId: messageId } })
    expect(server.calls.map(({ query }) => query.get('offset'))).toEqual(['0', '1'])
  })

  it('is refused, to be sent again, when the whole list does not hold it', async () => {
    server.behave(json(200, listOf([other])))
    expect(await find()).toMatchObject({ type: 'refused', retryable: true })
  })

  it('stays unknown when it is asked too early', async () => {
    expect(await find({}, 29)).toMatchObject({ type: 'unknown' })
    expect(await find({}, 30)).toMatchObject({ type: 'refused' })
  })

  it('with pictures is found in their list, and never taken for absent', async () => {
    server.behave(json(200, listOf([message()])), json(200, listOf([other])))
    expect(await find({ media: [picture] }, 40, { mms: true })).toMatchObject({ type: 'done' })
    expect(await find({ media: [picture] }, 40, { mms: true })).toMatchObject({ type: 'unknown' })
    expect(server.calls.map(({ path }) => path)).toEqual(['/mms', '/mms'])
  })

  const doubts: readonly [string, loopback.Behaviour][] = [
    ['a page that is shorter than the list', json(200, listOf([], 7))],
    ['a message with our reference and no id', json(200, listOf([message({ id: null })]))],
    ['a list without its length', json(200, { items: [] })],
    ['an object without a list', json(200, {})],
    ['a page of HTML', raw(200, '<html></html>', { 'content-type': 'text/html' })],
    ['401', json(401, { errors: [{ code: 2, description: 'x', parameter: 'access_key' }] })],
    ['404', notFound],
    ['429', raw(429, '')],
    ['500', raw(500, '')],
    ['a reset', reset],
    ['no answer', hang],
  ]
  it.each(doubts)('stays unknown after %s', async (_name, behaviour) => {
    server.behave(behaviour)
    expect(await find({}, 40, { timeoutMs: 300 })).toMatchObject({ type: 'unknown' })
  })
})

describe('how far a text has come', () => {
  it('is asked by its id', async () => {
    server.behave(json(200, message({}, { status: 'expired', statusErrorCode: 27 })))
    expect(await provider().check?.(messageId)).toEqual({
      type: 'done',
      value: {
        externalId: messageId,
        status: 'undelivered',
        rawStatus: 'expired',
        failure: { category: 'unreachable', code: '27', detail: expect.any(String) },
      },
    })
    expect(server.calls[0]?.path).toBe(`/messages/${messageId}`)
  })

  it('is asked among the pictures too, where there are any', async () => {
    server.behave(notFound, json(200, message()))
    expect(await provider({ mms: true }).check?.(messageId)).toMatchObject({ type: 'done' })
    expect(server.calls.map(({ path }) => path)).toEqual([`/messages/${messageId}`, `/mms/${messageId}`])
  })

  it('is refused for an id MessageBird does not know', async () => {
    server.behave(notFound)
    expect(await provider().check?.('../balance')).toMatchObject({ type: 'refused', retryable: false })
    expect(server.calls[0]?.path).toBe('/messages/..%2Fbalance')
  })

  it('is unknown when the answer is about another text', async () => {
    server.behave(json(200, other))
    expect(await provider().check?.(messageId)).toMatchObject({ type: 'unknown' })
  })

  it('is unknown when there is no answer', async () => {
    server.behave(reset)
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
    server.behave(json(200, listOf([inbound('c2', 20, { body: 'second' }), inbound('c1', 10, { body: 'first' })])))
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
    expect(Object.fromEntries(server.calls[0]?.query ?? [])).toMatchObject({
      direction: 'mo',
      recipient: '14155550100',
      from: '2030-01-07T10:00:00+00:00',
    })
  })

  it('of the same second are listed in their order', async () => {
    server.behave(json(200, listOf([inbound('c2', 10), inbound('c1', 10)])))
    expect(await list()).toMatchObject({ value: [{ externalId: 'c1' }, { externalId: 'c2' }] })
  })

  it('are not our own, nor another sender’s, nor older', async () => {
    const elsewhere = { ...inbound('c3', 5), recipients: { items: [{ recipient: 14155550199 }] } }
    server.behave(json(200, listOf([message(), elsewhere, inbound('c0', -10), inbound('c1', 10)])))
    expect(await list()).toMatchObject({ type: 'done', value: [{ externalId: 'c1' }] })
  })

  it('are unknown when the list cannot be read', async () => {
    server.behave(json(200, listOf([inbound('c1', 10)], 5)), raw(500, ''))
    expect(await list()).toMatchObject({ type: 'unknown' })
  })
})
