import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { noticePost, testAdapter } from '../support/adapter.js'
import { startLoopbackSlack, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => {
  slack.calls.length = 0
  slack.on('conversations.open', { ok: true, channel: { id: 'D0ANA' } })
  slack.on('chat.postMessage', { ok: true, channel: 'D0ANA', ts: '1.2', message: {} })
})
afterAll(() => slack.stop())

const adapter = () => testAdapter({ apiUrl: slack.apiUrl })
const toAna = noticePost('p1', { channel: '@U0ANA' })
const startedAt = new Date('2026-03-04T10:00:00Z')

describe('a post to a member', () => {
  it('is made in their direct messages, which are opened once', async () => {
    const one = adapter()
    const outcome = { type: 'done', value: { channelId: 'D0ANA', messageId: '1.2' } }
    expect(await one.post('T0HOME', toAna)).toEqual(outcome)
    expect(await one.post('T0HOME', noticePost('p2', { channel: '@U0ANA' }))).toEqual(outcome)
    expect(slack.callsOf('conversations.open').map(({ args }) => args)).toEqual([{ users: 'U0ANA' }])
    expect(slack.callsOf('chat.postMessage').map(({ args }) => args.channel)).toEqual(['D0ANA', 'D0ANA'])
  })

  it.each([
    ['cannot_dm_bot', 'other', false],
    ['user_disabled', 'other', false],
    ['user_not_found', 'other', false],
    ['missing_scope', 'missing-scope', true],
    ['ratelimited', 'rate-limited', true],
  ] as const)('is refused with %s when they cannot be opened, and not made', async (error, category, retryable) => {
    slack.on('conversations.open', { ok: false, error, needed: 'im:write' })
    expect(await adapter().post('T0HOME', toAna)).toMatchObject({ type: 'refused', retryable, failure: { category } })
    expect(slack.callsOf('chat.postMessage')).toEqual([])
  })

  it('is refused when the Messages tab is off, with what to do', async () => {
    slack.on('chat.postMessage', { ok: false, error: 'messages_tab_disabled' })
    const detail = expect.stringMatching(/Messages tab.*App Home/) as string
    expect(await adapter().post('T0HOME', toAna)).toMatchObject({
      type: 'refused',
      retryable: false,
      failure: { detail },
    })
  })

  it('is unknown when nobody knows whether they were opened', async () => {
    slack.on('conversations.open', (response) => void response.socket?.destroy())
    expect(await adapter().post('T0HOME', toAna)).toMatchObject({ type: 'unknown' })
    slack.on('conversations.open', { ok: true })
    expect(await adapter().post('T0HOME', toAna)).toMatchObject({ type: 'unknown' })
  })
})

it('an unknown post to a member is read back in their direct messages', async () => {
  slack.on('conversations.history', {
    ok: true,
    messages: [{ ts: '1.2', metadata: { event_type: 'threadline_post', event_payload: { id: 'p1' } } }],
  })
  expect(await adapter().find('T0HOME', toAna, startedAt)).toEqual({
    type: 'done',
    value: { channelId: 'D0ANA', messageId: '1.2' },
  })
  expect(slack.callsOf('conversations.history')[0]?.args).toMatchObject({ channel: 'D0ANA' })
})
