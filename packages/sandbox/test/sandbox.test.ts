import { WebClient } from '@slack/web-api'
import { fakeClock } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type DeskProcess, type Sandbox } from '../src/index.js'
import { customer, isBelieved, ours, twilioClient } from './support/carrier-desk.js'
import { startReceiver, type Receiver } from './support/receiver.js'

let sandbox: Sandbox
let desk: Receiver

beforeEach(async () => {
  desk = await startReceiver()
  sandbox = await startSandbox({ clock: fakeClock() })
})

afterEach(() => Promise.all([sandbox.stop(), desk.stop()]))

const idOf = (name: string) => sandbox.slack.users().find((user) => user.name === name)?.id ?? ''
const slackClient = () => new WebClient(sandbox.slack.identity.botToken, { slackApiUrl: sandbox.slackApiUrl })

describe('a sandbox', () => {
  it('lets what is said while its desk starts wait for it', async () => {
    const listeners = new Set<() => void>()
    const process = {
      provider: 'twilio',
      providers: ['twilio'],
      kill: () => {},
      start: async () => {},
      use: async () => {},
      state: 'stopped' as DeskProcess['state'],
      onChange: (listener: () => void) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    }
    const become = (state: DeskProcess['state']) => {
      process.state = state
      for (const listener of listeners) listener()
    }
    sandbox.attach(process)
    sandbox.connect({ chatWebhookUrl: `${desk.url}/chat` })
    become('starting')
    sandbox.slack.say({ as: idOf('Ana'), channel: 'sms', text: 'Is anybody there?' })
    await new Promise((resolve) => setImmediate(resolve))
    expect(desk.arrived).toEqual([])
    become('running')
    await sandbox.settled()
    expect(desk.arrived.map(({ body }) => body)).toEqual([expect.stringContaining('Is anybody there?')])
  })

  it('starts with people, channels and one number, on this machine only', () => {
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const people = sandbox.slack.users().map(({ name, kind }) => [name, kind])
    expect(people).toEqual([
      ['threadline', 'app'],
      ['Ana', 'full'],
      ['Ben', 'full'],
      ['Guest', 'guest'],
    ])
    const appIn = sandbox.slack
      .channels()
      .map(({ name, members }) => [name, members.includes(sandbox.slack.identity.botUserId)])
    expect(appIn).toEqual([
      ['general', false],
      ['sms', true],
    ])
    expect(sandbox.carrier.numbers()).toEqual([{ number: ours }])
  })

  it('answers the clients of both vendors under one address', async () => {
    const posted = await slackClient().chat.postMessage({ channel: channelId('sms'), text: 'Hello' })
    expect(posted.ok).toBe(true)
    expect(sandbox.slack.messages('sms').map(({ text }) => text)).toEqual(['Hello'])

    for (const base of [sandbox.carrierApiUrl, sandbox.url]) {
      const client = twilioClient(base, sandbox.carrier.accountSid, sandbox.carrier.authToken)
      await client.messages.create({ to: customer, from: ours, body: base })
      await expect(client.messages.list({ to: customer, limit: 1 })).resolves.toMatchObject([{ body: base }])
    }
    expect(sandbox.carrier.phone(customer).inbox).toHaveLength(2)
  })

  it('follows the next page of a list under its prefix', async () => {
    const client = twilioClient(sandbox.carrierApiUrl, sandbox.carrier.accountSid, sandbox.carrier.authToken)
    for (const body of ['1', '2', '3']) sandbox.carrier.text({ from: customer, to: ours, body })
    const all = await client.messages.list({ pageSize: 1 })
    expect(all.map(({ body }) => body)).toEqual(['3', '2', '1'])
  })

  it('sends signed webhooks to the desk it is connected to, and none before', async () => {
    sandbox.carrier.text({ from: customer, to: ours, body: 'too early' })
    await sandbox.settled()
    expect(desk.arrived).toEqual([])

    sandbox.connect({
      chatWebhookUrl: `${desk.url}/slack`,
      smsWebhookUrl: (number) => `${desk.url}/sms?to=${encodeURIComponent(number)}`,
    })
    sandbox.carrier.text({ from: customer, to: ours, body: 'Hi' })
    sandbox.slack.say({ as: idOf('Ana'), channel: 'sms', text: 'Hello' })
    await sandbox.settled()
    const sms = desk.arrived.find(({ url }) => url.startsWith(`${desk.url}/sms`))
    const chat = desk.arrived.find(({ url }) => url === `${desk.url}/slack`)
    expect(desk.arrived).toHaveLength(2)
    expect(sms?.url).toBe(`${desk.url}/sms?to=%2B14155550100`)
    expect(sms && isBelieved(sandbox.carrier.authToken, sms)).toBe(true)
    expect(chat?.headers.get('x-slack-signature')).toMatch(/^v0=[0-9a-f]{64}$/)
    expect(JSON.parse(chat?.body ?? '')).toMatchObject({ event: { type: 'message', text: 'Hello' } })
  })

  it('serves the media of an inbound text where the webhook says it is', async () => {
    const media = [{ contentType: 'image/png', content: new Uint8Array([1, 2, 3]) }]
    const text = sandbox.carrier.text({ from: customer, to: ours, media })
    const authorization = `Basic ${btoa(`${sandbox.carrier.accountSid}:${sandbox.carrier.authToken}`)}`
    const answer = await fetch(text.media[0]?.url ?? '', { headers: { authorization } })
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(media[0]?.content)
  })

  it('makes each side fail by itself', async () => {
    sandbox.faults.slack.add({ on: 'auth.test', fault: { type: 'error', status: 500 } })
    const client = new WebClient('x', { slackApiUrl: sandbox.slackApiUrl, retryConfig: { retries: 0 } })
    await expect(client.auth.test()).rejects.toThrow()
    const carrier = twilioClient(sandbox.carrierApiUrl, sandbox.carrier.accountSid, sandbox.carrier.authToken)
    await expect(carrier.messages.list()).resolves.toEqual([])
  })

  it('says in a sentence that its port is taken', async () => {
    const port = Number(new URL(sandbox.url).port)
    await expect(startSandbox({ port })).rejects.toThrow(`Port ${port} is already taken`)
  })

  it('gives the same ids in every run with the same seed', async () => {
    const other = await startSandbox({ clock: fakeClock() })
    const one = sandbox.carrier.text({ from: customer, to: ours, body: 'x' }).sid
    const two = other.carrier.text({ from: customer, to: ours, body: 'x' }).sid
    await other.stop()
    expect(one).toBe(two)
  })

  it('frees its port when it stops, with a watcher still connected', async () => {
    const watching = await fetch(`${sandbox.url}/changes`)
    const port = Number(new URL(sandbox.url).port)
    await sandbox.stop()
    await watching.text().catch(() => '')
    const again = await startSandbox({ port })
    await again.stop()
    expect(again.url).toBe(sandbox.url)
  })
})

function channelId(name: string): string {
  return sandbox.slack.channels().find((channel) => channel.name === name)?.id ?? ''
}
