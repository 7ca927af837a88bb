import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { noticePost, testAdapter, testNow } from '../support/adapter.js'
import { json, startLoopbackSlack, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
let time = testNow.getTime()
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => {
  slack.calls.length = 0
  time = testNow.getTime()
  slack.on('chat.postMessage', json(429, {}, { 'retry-after': '10' }), { ok: true, channel: 'C0SUPPORT', ts: '1.2' })
})
afterAll(() => slack.stop())

const adapter = () => testAdapter({ apiUrl: slack.apiUrl, now: () => new Date(time) })

it('after a rate limit nothing is sent until the wait is over', async () => {
  const limited = adapter()
  expect(await limited.post('T0HOME', noticePost('p1'))).toMatchObject({ retryAfterMs: 10_000 })
  time += 4_000
  expect(await limited.post('T0HOME', noticePost('p1'))).toEqual({
    type: 'refused',
    retryable: true,
    retryAfterMs: 6_000,
    failure: expect.objectContaining({ category: 'rate-limited' }),
  })
  expect(slack.calls).toHaveLength(1)
  time += 6_000
  expect(await limited.post('T0HOME', noticePost('p1'))).toMatchObject({ type: 'done' })
  expect(slack.calls).toHaveLength(2)
})

it('posts in other channels, other methods and other workspaces go on', async () => {
  const limited = adapter()
  await limited.post('T0HOME', noticePost('p1'))
  const ref = { channelId: 'C0SUPPORT', messageId: '1.2' }
  expect(await limited.post('T0HOME', noticePost('p2', { channel: 'C0SALES' }))).toMatchObject({ type: 'done' })
  expect(await limited.mark('T0HOME', ref, 'sent')).toMatchObject({ type: 'done' })
  expect(await limited.post('T0OTHER', noticePost('p3'))).toMatchObject({ type: 'done' })
  expect(await limited.post('T0HOME', noticePost('p4'))).toMatchObject({ type: 'refused' })
})

it('a method that is limited as a whole is, in every channel', async () => {
  const limited = adapter()
  slack.on('reactions.add', { ok: false, error: 'ratelimited' }, { ok: true })
  await limited.mark('T0HOME', { channelId: 'C0SUPPORT', messageId: '1.2' }, 'sent')
  const outcome = await limited.mark('T0HOME', { channelId: 'C0SALES', messageId: '1.2' }, 'sent')
  expect(outcome).toMatchObject({ type: 'refused', retryAfterMs: 30_000 })
  expect(slack.calls).toHaveLength(1)
})
