import type { PostView } from '@threadline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { botToken, noticePost, testAdapter } from '../support/adapter.js'
import { startLoopbackSlack, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => {
  slack.calls.length = 0
  slack.on('chat.postMessage', { ok: true, channel: 'C0SUPPORT', ts: '1772618400.000200', message: {} })
  slack.on('auth.test', { ok: true, url: 'https://acme.slack.com/', team_id: 'T0HOME', user_id: 'U0BOT' })
})
afterAll(() => slack.stop())

const adapter = () => testAdapter({ apiUrl: slack.apiUrl })
const ref = { channelId: 'C0SUPPORT', messageId: '1772618400.000200' }
const root = { channelId: 'C0SUPPORT', messageId: '1772618300.000100' }

const notification: PostView = {
  type: 'notification',
  conversationId: 'c1',
  contact: { address: '+14155550123' },
  lineName: 'Support',
  message: { direction: 'inbound', text: 'Are you open?', media: [] },
  waitingSince: new Date('2026-03-04T09:55:00Z'),
  thread: root,
}

describe('a post', () => {
  it('is one call, with the marker by which it is found and nothing that parses or unfolds', async () => {
    expect(await adapter().post('T0HOME', noticePost('p1', { channel: '#support' }))).toEqual({
      type: 'done',
      value: ref,
    })
    expect(slack.calls).toHaveLength(1)
    const [call] = slack.calls
    expect(call).toMatchObject({
      method: 'chat.postMessage',
      authorization: `Bearer ${botToken}`,
      args: { channel: '#support', parse: 'none', link_names: 'false', unfurl_links: 'false', unfurl_media: 'false' },
    })
    expect(JSON.parse(call?.args.metadata ?? '')).toEqual({
      event_type: 'threadline_post',
      event_payload: { id: 'p1' },
    })
    expect(call?.args).not.toHaveProperty('thread_ts')
    expect(call?.args).not.toHaveProperty('username')
    expect(call?.args).not.toHaveProperty('token')
    expect(call?.args.text).toContain('Hello there.')
  })

  it('in a thread goes to the channel of the thread', async () => {
    await adapter().post('T0HOME', noticePost('p1', { channel: '#support', thread: root }))
    expect(slack.calls[0]?.args).toMatchObject({ channel: 'C0SUPPORT', thread_ts: root.messageId })
  })

  it('has one client_msg_id for its reference, always, and another one for another', async () => {
    await adapter().post('T0HOME', noticePost('p1'))
    await adapter().post('T0HOME', noticePost('p1'))
    await adapter().post('T0HOME', noticePost('p2'))
    await adapter().post('T0OTHER', noticePost('p1'))
    const [first, again, ...others] = slack.calls.map((call) => call.args.client_msg_id)
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(again).toBe(first)
    expect(new Set([first, ...others]).size).toBe(3)
  })

  it('in a channel whose name Slack does not take is made by its id', async () => {
    slack.on(
      'chat.postMessage',
      { ok: false, error: 'channel_not_found' },
      { ok: true, channel: 'C0SUPPORT', ts: '1.2' },
    )
    slack.on('conversations.list', { ok: true, channels: [{ id: 'C0SUPPORT', name: 'support' }] })
    const outcome = await adapter().post('T0HOME', noticePost('p1', { channel: '#support' }))
    expect(outcome).toEqual({ type: 'done', value: { channelId: 'C0SUPPORT', messageId: '1.2' } })
    expect(slack.callsOf('chat.postMessage').map((call) => call.args.channel)).toEqual(['#support', 'C0SUPPORT'])
  })

  it.each([
    ['that has no channel', { ok: true, channels: [] }],
    ['that cannot be looked up', { ok: false, error: 'internal_error' }],
  ])('in a channel by a name %s is refused, and can be tried again', async (_, list) => {
    slack.on('chat.postMessage', { ok: false, error: 'channel_not_found' })
    slack.on('conversations.list', list)
    const outcome = await adapter().post('T0HOME', noticePost('p1', { channel: '#support' }))
    expect(outcome).toMatchObject({ type: 'refused', retryable: true, failure: { category: 'place-missing' } })
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1)
  })

  it('that Slack knows already is done', async () => {
    slack.on('chat.postMessage', { ok: true, is_duplicate: true, channel: 'C0SUPPORT', ts: '1772618400.000200' })
    expect(await adapter().post('T0HOME', noticePost('p1'))).toEqual({ type: 'done', value: ref })
  })

  it('under a root that is gone is refused as such', async () => {
    slack.on('chat.postMessage', { ok: false, error: 'message_not_found' })
    const outcome = await adapter().post('T0HOME', noticePost('p1', { thread: root }))
    expect(outcome).toMatchObject({ type: 'refused', retryable: false, failure: { category: 'thread-missing' } })
  })

  it('for one member only is ephemeral and carries no marker', async () => {
    slack.on('chat.postEphemeral', { ok: true, message_ts: '1772618400.000900' })
    const target = { thread: root, onlyFor: 'U0ANNA' }
    expect(await adapter().post('T0HOME', noticePost('p1', target))).toEqual({
      type: 'done',
      value: { channelId: 'C0SUPPORT', messageId: '1772618400.000900' },
    })
    expect(slack.calls[0]).toMatchObject({
      method: 'chat.postEphemeral',
      args: { user: 'U0ANNA', thread_ts: root.messageId, channel: 'C0SUPPORT' },
    })
    expect(slack.calls[0]?.args).not.toHaveProperty('metadata')
  })
})

describe('a link to a post', () => {
  it('opens its thread, and Slack is asked once where the workspace is', async () => {
    const desk = adapter()
    await Promise.all([
      desk.post('T0HOME', { reference: 'p1', target: { channel: 'C0SUPPORT' }, view: notification }),
      desk.post('T0HOME', { reference: 'p2', target: { channel: 'C0SUPPORT' }, view: notification }),
    ])
    expect(slack.callsOf('auth.test')).toHaveLength(1)
    const [card] = slack.callsOf('chat.postMessage')
    expect(card?.args.blocks).toContain(
      'https://acme.slack.com/archives/C0SUPPORT/p1772618300000100?thread_ts=1772618300.000100&cid=C0SUPPORT',
    )
  })

  it('that cannot be made keeps the post from going out, and it can be tried again', async () => {
    slack.on('auth.test', (response) => void response.socket?.destroy(), { ok: true, url: 'https://acme.slack.com/' })
    const desk = adapter()
    const post = { reference: 'p1', target: { channel: 'C0SUPPORT' }, view: notification }
    expect(await desk.post('T0HOME', post)).toMatchObject({ type: 'refused', retryable: true })
    expect(slack.callsOf('chat.postMessage')).toHaveLength(0)
    expect(await desk.post('T0HOME', post)).toMatchObject({ type: 'done' })
  })
})

describe('an update', () => {
  it('shows other content at the same place', async () => {
    expect(await adapter().update('T0HOME', ref, { type: 'notice', text: 'Changed.' })).toEqual({
      type: 'done',
      value: ref,
    })
    expect(slack.calls[0]).toMatchObject({
      method: 'chat.update',
      args: { channel: 'C0SUPPORT', ts: ref.messageId, parse: 'none' },
    })
    expect(slack.calls[0]?.args.text).toContain('Changed.')
  })

  it('of a very long text stays within what Slack takes, in whole characters', async () => {
    await adapter().update('T0HOME', ref, { type: 'notice', text: '👋'.repeat(5000) })
    const text = slack.calls[0]?.args.text ?? ''
    expect(text.length).toBeLessThanOrEqual(4000)
    expect(text).toContain('👋')
    expect(text).not.toContain('\ufffd')
  })

  it('of a post that is gone is refused for good', async () => {
    slack.on('chat.update', { ok: false, error: 'message_not_found' })
    expect(await adapter().update('T0HOME', ref, { type: 'notice', text: 'x' })).toMatchObject({
      type: 'refused',
      retryable: false,
      failure: { category: 'message-missing' },
    })
  })
})

describe('what is already so is done', () => {
  it.each(['message_not_found', undefined])('removing: %s', async (error) => {
    slack.on('chat.delete', error ? { ok: false, error } : { ok: true })
    expect(await adapter().remove('T0HOME', ref)).toEqual({ type: 'done', value: undefined })
    expect(slack.calls[0]?.args).toEqual({ channel: 'C0SUPPORT', ts: ref.messageId })
  })

  it.each(['already_reacted', undefined])('marking: %s', async (error) => {
    slack.on('reactions.add', error ? { ok: false, error } : { ok: true })
    expect(await adapter().mark('T0HOME', ref, 'delivered')).toEqual({ type: 'done', value: undefined })
    expect(slack.calls[0]?.args).toEqual({ channel: 'C0SUPPORT', timestamp: ref.messageId, name: 'vibration_mode' })
  })

  it('but a mark on a message that is gone is refused', async () => {
    slack.on('reactions.add', { ok: false, error: 'message_not_found' })
    expect(await adapter().mark('T0HOME', ref, 'sent')).toMatchObject({ type: 'refused', retryable: false })
  })
})

describe('a form', () => {
  const form = {
    name: 'send-text',
    title: 'Send text',
    items: [{ type: 'text', name: 'text', label: 'Text' }],
  } as const
  const place = { type: 'new', trigger: '1.2.abc' } as const

  it('opens by its trigger', async () => {
    slack.on('views.open', { ok: true, view: { id: 'V1' } })
    expect(await adapter().openForm('T0HOME', place, form)).toEqual({ type: 'done', value: undefined })
    expect(slack.calls[0]?.args.trigger_id).toBe('1.2.abc')
    expect(JSON.parse(slack.calls[0]?.args.view ?? '')).toMatchObject({ callback_id: 'threadline:send-text' })
  })

  it('does not open when the trigger is too old, and trying again is no use', async () => {
    slack.on('views.open', { ok: false, error: 'expired_trigger_id' })
    expect(await adapter().openForm('T0HOME', place, form)).toMatchObject({
      type: 'refused',
      retryable: false,
      failure: { category: 'trigger-expired' },
    })
  })
})
