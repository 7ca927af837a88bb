import { fakeClock } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../src/index.js'
import { customer, ours } from './support/carrier-desk.js'

let sandbox: Sandbox

beforeEach(async () => {
  const slack = { scopes: ['channels:manage', 'commands'], commands: ['/sms'] }
  sandbox = await startSandbox({ clock: fakeClock(), slack })
})

afterEach(() => sandbox.stop())

interface State {
  readonly member: string
  readonly channel: string
  readonly workspace: {
    readonly channels: readonly { id: string; name: string }[]
    readonly messages: readonly object[]
  }
  readonly carrier: { readonly phones: readonly object[]; readonly texts: readonly object[] }
}

async function look(query = ''): Promise<State> {
  const answer = await fetch(`${sandbox.url}/control/state?${query}`)
  return (await answer.json()) as State
}

async function act(action: string, body: object, contentType = 'application/json') {
  const headers = { 'content-type': contentType }
  const answer = await fetch(`${sandbox.url}/control/${action}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return { status: answer.status, ...((await answer.json()) as object) }
}

describe('the control API', () => {
  it('shows what somebody looks at, and chooses the SMS channel when they do not say', async () => {
    const state = await look()
    const sms = state.workspace.channels.find(({ name }) => name === 'sms')
    expect(state).toMatchObject({ channel: sms?.id, workspace: { messages: [] }, carrier: { phones: [], texts: [] } })
  })

  it('writes as a member, in the channel and in a thread', async () => {
    const { member, channel } = await look()
    const root = await act('say', { member, channel, text: 'Is *this* bold?' })
    expect(root).toMatchObject({ status: 200, ok: true })
    const { ts } = root as unknown as { ts: string }
    await act('say', { member, channel, text: 'A reply', threadTs: ts })
    const { workspace } = await look()
    expect(workspace.messages).toMatchObject([
      { ts, channel, reply_count: 1 },
      { thread_ts: ts, text: 'A reply', reply_count: 0 },
    ])
  })

  it('adds a phone and texts from it, with a picture', async () => {
    await act('phones', { number: customer, name: 'Cora', kind: 'mobile' })
    const media = [{ contentType: 'image/png', base64: btoa('png') }]
    expect(await act('text', { from: customer, to: ours, body: 'Hi', media })).toMatchObject({ ok: true })
    const { carrier } = await look(`phone=${encodeURIComponent(customer)}`)
    expect(carrier.phones).toEqual([{ number: customer, name: 'Cora', kind: 'mobile' }])
    expect(carrier.texts).toMatchObject([{ direction: 'out', body: 'Hi', media: [{ contentType: 'image/png' }] }])
  })

  it('makes calls and webhooks fail, until told to stop', async () => {
    expect(await act('faults', { side: 'carrier', on: '/^messages/', type: 'reset' })).toMatchObject({ ok: true })
    expect(await act('webhook-faults', { side: 'slack', type: 'duplicate', chance: 0.2 })).toMatchObject({ ok: true })
    expect(sandbox.faults.carrier.take('messages.create')).toEqual({ type: 'reset' })
    await act('clear-faults', {})
    expect(sandbox.faults.carrier.take('messages.create')).toBeUndefined()
  })

  it('does with channels what people do, and changes what admins allow', async () => {
    const { member, channel } = await look()
    const kindOf = () => sandbox.slack.channels().find(({ id }) => id === channel)
    await act('rename-channel', { member, channel, name: 'texts' })
    await act('convert-to-private', { member, channel })
    await act('share', { member, channel })
    await act('archive', { member, channel })
    expect(kindOf()).toMatchObject({ name: 'texts', kind: 'private', isShared: true, isArchived: true })
    await act('unarchive', { member, channel })
    await act('remove', { member, channel })
    expect(kindOf()?.members).not.toContain(sandbox.slack.identity.botUserId)
    await act('delete-channel', { member, channel })
    expect(kindOf()).toBeUndefined()
    expect(await act('preferences', { canCreatePublicChannels: false })).toMatchObject({ ok: true })
    const headers = { authorization: `Bearer ${sandbox.slack.identity.botToken}` }
    const body = new URLSearchParams({ name: 'new' })
    const answer = await fetch(`${sandbox.slackApiUrl}conversations.create`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ error: 'restricted_action' })
  })

  it('uploads a picture without words, edits, reacts and deletes', async () => {
    const { member, channel } = await look()
    const files = [{ name: 'cat.png', contentType: 'image/png', base64: btoa('png') }]
    const shared = await act('say', { member, channel, files })
    expect(shared).toMatchObject({ status: 200, ok: true })
    const { ts } = (await act('say', { member, channel, text: 'Helo' })) as unknown as { ts: string }
    await act('edit', { member, channel, ts, text: 'Hello' })
    await act('react', { member, channel, ts, name: 'eyes' })
    expect(sandbox.slack.messages(channel)).toMatchObject([
      { subtype: 'file_share', files: [{ name: 'cat.png', size: 3 }] },
      { text: 'Hello', reactions: [{ name: 'eyes' }] },
    ])
    await act('delete', { member, channel, ts })
    expect(sandbox.slack.messages(channel)).toHaveLength(1)
  })

  it('says when the app does not take a command or a shortcut', async () => {
    const { member, channel } = await look()
    const command = await act('command', { member, channel, command: '/sms', text: 'x' })
    expect(command).toMatchObject({ status: 400, error: 'The app did not take the command: no_request_url.' })
    const shortcut = await act('shortcut', { member, callbackId: 'send-text' })
    expect(shortcut).toMatchObject({ status: 400, error: 'The app did not take the shortcut: no_request_url.' })
    expect(await act('home', { member })).toMatchObject({ ok: true })
    expect(await act('slow', { ms: 0 })).toMatchObject({ ok: true })
  })

  const mistakes: readonly { name: string; action: string; body: object; status: number; error: string }[] = [
    { name: 'an action that is not there', action: 'toString', body: {}, status: 404, error: 'no action' },
    { name: 'a body that is no object', action: 'say', body: [], status: 400, error: 'must be a JSON object' },
    { name: 'a missing field', action: 'say', body: { member: 'U1' }, status: 400, error: 'channel is missing' },
    {
      name: 'a field of another kind',
      action: 'say',
      body: { member: 1 },
      status: 400,
      error: 'member must be a text',
    },
    {
      name: 'a number that is none',
      action: 'phones',
      body: { number: '12' },
      status: 400,
      error: '12 is not a phone number',
    },
    {
      name: 'a fault that is not there',
      action: 'faults',
      body: { side: 'slack', on: 'x', type: 'explode' },
      status: 400,
      error: 'There is no fault "explode"',
    },
  ]

  it.each(mistakes)('answers $name with a sentence', async ({ action, body, status, error }) => {
    expect(await act(action, body)).toMatchObject({
      status,
      ok: false,
      error: expect.stringContaining(error) as string,
    })
  })

  it('takes nothing that a page of another site could send unasked', async () => {
    const { member, channel } = await look()
    const answer = await act('say', { member, channel, text: 'Hi' }, 'text/plain')
    expect(answer).toMatchObject({ status: 415, ok: false })
    expect(sandbox.slack.messages(channel)).toEqual([])
  })

  it('tells those who watch, once for many changes at a time', async () => {
    const watching = await fetch(`${sandbox.url}/changes`)
    const reader = watching.body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('retry: 1000\n\n')
    for (const body of ['1', '2', '3']) sandbox.carrier.text({ from: customer, to: ours, body })
    expect((await reader?.read())?.value).toBe('event: change\ndata: ["carrier"]\n\n')
    const { member, channel } = await look()
    await act('say', { member, channel, text: 'Hi' })
    expect((await reader?.read())?.value).toBe('event: change\ndata: ["slack"]\n\n')
    await reader?.cancel()
  })
})
