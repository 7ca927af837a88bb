import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noticePost, testAdapter } from '../support/adapter.js'
import { json, startLoopbackSlack, type Answer, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => void (slack.calls.length = 0))
afterAll(() => slack.stop())

const startedAt = new Date('2026-03-04T10:00:00Z')
const root = { channelId: 'C0SUPPORT', messageId: '1772618300.000100' }
const adapter = () => testAdapter({ apiUrl: slack.apiUrl })
const marked = (id: string, ts: string) => ({
  type: 'message',
  ts,
  metadata: { event_type: 'threadline_post', event_payload: { id } },
})

describe('a post that is there', () => {
  it('is found in its thread', async () => {
    slack.on('conversations.replies', {
      ok: true,
      messages: [{ ts: root.messageId }, marked('p1', '1772618401.000200')],
    })
    const outcome = await adapter().find('T0HOME', noticePost('p1', { thread: root }), startedAt)
    expect(outcome).toEqual({ type: 'done', value: { channelId: 'C0SUPPORT', messageId: '1772618401.000200' } })
    expect(slack.calls[0]?.args).toMatchObject({
      channel: 'C0SUPPORT',
      ts: root.messageId,
      inclusive: 'true',
      include_all_metadata: 'true',
    })
  })

  it('is found on a later page, in a channel given by name', async () => {
    slack.on('conversations.list', { ok: true, channels: [{ id: 'C0SUPPORT', name: 'support' }] })
    slack.on(
      'conversations.history',
      { ok: true, messages: [marked('p2', '9.1')], has_more: true, response_metadata: { next_cursor: 'next' } },
      { ok: true, messages: [marked('p1', '8.1')], has_more: false },
    )
    const outcome = await adapter().find('T0HOME', noticePost('p1', { channel: '#support' }), startedAt)
    expect(outcome).toEqual({ type: 'done', value: { channelId: 'C0SUPPORT', messageId: '8.1' } })
    expect(slack.callsOf('conversations.history').map((call) => call.args.cursor)).toEqual([undefined, 'next'])
  })

  it('is found though our clock is minutes ahead of theirs', async () => {
    slack.on('conversations.history', { ok: true, messages: [] })
    await adapter().find('T0HOME', noticePost('p1'), startedAt)
    const oldest = Number(slack.calls[0]?.args.oldest)
    expect(startedAt.getTime() / 1000 - oldest).toBeGreaterThanOrEqual(300)
  })

  it('is found by its client_msg_id when the metadata is not shown', async () => {
    slack.on('chat.postMessage', (response) => void response.socket?.destroy())
    const desk = adapter()
    expect(await desk.post('T0HOME', noticePost('p1'))).toMatchObject({ type: 'unknown' })
    const [lost] = slack.callsOf('chat.postMessage')
    slack.on('conversations.history', { ok: true, messages: [{ ts: '7.1', client_msg_id: lost?.args.client_msg_id }] })
    expect(await desk.find('T0HOME', noticePost('p1'), startedAt)).toMatchObject({ value: { messageId: '7.1' } })
  })

  it('but became visible late is found by a second look, not called absent', async () => {
    slack.on('conversations.history', { ok: true, messages: [] }, { ok: true, messages: [marked('p1', '7.1')] })
    const patient = testAdapter({ apiUrl: slack.apiUrl, settleMs: 30, now: () => startedAt })
    expect(await patient.find('T0HOME', noticePost('p1'), startedAt)).toMatchObject({ value: { messageId: '7.1' } })
  })
})

describe('a post that is certainly not there', () => {
  const others = [
    marked('p2', '9.1'),
    { ts: '9.2', metadata: { event_type: 'other_app', event_payload: { id: 'p1' } } },
    { ts: '9.3', text: 'p1' },
  ]
  it('is refused once every message was read', async () => {
    slack.on('conversations.history', { ok: true, messages: others, has_more: false })
    expect(await adapter().find('T0HOME', noticePost('p1'), startedAt)).toMatchObject({
      type: 'refused',
      retryable: false,
      failure: { category: 'message-missing' },
    })
  })

  it('is refused with its thread', async () => {
    slack.on('conversations.replies', { ok: false, error: 'thread_not_found' })
    expect(await adapter().find('T0HOME', noticePost('p1', { thread: root }), startedAt)).toMatchObject({
      type: 'refused',
      failure: { category: 'thread-missing' },
    })
  })
})

describe('a read that fails says nothing about the post', () => {
  const answers: readonly [string, Answer][] = [
    ['a rate limit', json(429, {}, { 'retry-after': '60' })],
    ['no access', { ok: false, error: 'not_in_channel' }],
    ['a missing scope', { ok: false, error: 'missing_scope', needed: 'channels:history' }],
    ['a message error', { ok: false, error: 'message_not_found' }],
    ['an error of Slack', json(500, {})],
    ['a reset', (response) => void response.socket?.destroy()],
    ['an answer without messages', { ok: true }],
    ['more messages without a way to read them', { ok: true, messages: [], has_more: true }],
    ['messages without end', { ok: true, messages: [], response_metadata: { next_cursor: 'more' } }],
  ]
  it.each(answers)('%s', async (_, answer) => {
    slack.on('conversations.history', answer)
    expect(await adapter().find('T0HOME', noticePost('p1'), startedAt)).toMatchObject({ type: 'unknown' })
  })

  it('a later page that fails', async () => {
    slack.on(
      'conversations.history',
      { ok: true, messages: [], response_metadata: { next_cursor: 'next' } },
      { ok: false, error: 'ratelimited' },
    )
    expect(await adapter().find('T0HOME', noticePost('p1'), startedAt)).toMatchObject({ type: 'unknown' })
  })

  it('a channel that cannot be looked up', async () => {
    slack.on('conversations.list', { ok: false, error: 'missing_scope' })
    const outcome = await adapter().find('T0HOME', noticePost('p1', { channel: '#support' }), startedAt)
    expect(outcome).toMatchObject({ type: 'unknown' })
  })

  it('what only one member saw cannot be read at all', async () => {
    const outcome = await adapter().find('T0HOME', noticePost('p1', { onlyFor: 'U0ANNA' }), startedAt)
    expect(outcome).toMatchObject({ type: 'unknown' })
    expect(slack.calls).toEqual([])
  })
})
