import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { startSandbox, type Sandbox, type SandboxOptions } from '../src/index.js'
import { startReceiver, type Receiver } from './support/receiver.js'

const customer = '+14155550123'
const number = '+14155550100'

let clock: FakeClock
let folder: string
let receiver: Receiver
const open: Sandbox[] = []
beforeEach(async () => {
  clock = fakeClock()
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  receiver = await startReceiver()
})
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.stop()
  await receiver.stop()
  await rm(folder, { recursive: true })
})

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ folder, clock, ...options })
  open.push(sandbox)
  return sandbox
}

async function stop(sandbox: Sandbox): Promise<void> {
  open.splice(open.indexOf(sandbox), 1)
  await sandbox.stop()
}

const idOf = (sandbox: Sandbox, name: string) => sandbox.slack.users().find((user) => user.name === name)?.id ?? ''

it('goes on with all that was said and set up', async () => {
  const before = await start()
  const ana = idOf(before, 'Ana')
  const ts = before.slack.say({ as: ana, channel: 'sms', text: 'Hello' })
  before.slack.react({ as: ana, channel: 'sms', ts, name: 'eyes' })
  before.slack.addChannel({ name: 'more' })
  before.slack.prefer({ canCreatePublicChannels: false })
  const content = new Uint8Array([1, 2, 3])
  before.carrier.addPhone({ number: customer, name: 'Jane' })
  before.carrier.text({ from: customer, to: number, body: 'Hi', media: [{ contentType: 'image/png', content }] })
  const kept = [before.slack.users(), before.slack.channels(), before.slack.messages('sms'), before.carrier.phones()]
  const sid = before.carrier.texts()[0]?.sid
  await stop(before)

  const after = await start()
  expect([after.slack.users(), after.slack.channels(), after.slack.messages('sms'), after.carrier.phones()]).toEqual(
    kept,
  )
  expect(after.carrier.texts().map((text) => text.sid)).toEqual([sid])
  expect(after.carrier.file(after.carrier.texts()[0]?.media[0]?.url ?? '')?.content).toEqual(content)
  expect(after.slack.record().preferences.canCreatePublicChannels).toBe(false)
})

it('gives no id and no timestamp twice', async () => {
  const before = await start()
  const first = before.slack.say({ as: idOf(before, 'Ana'), channel: 'sms', text: 'One' })
  const text = before.carrier.text({ from: customer, to: number, body: 'One' })
  await stop(before)

  const after = await start()
  expect(after.slack.say({ as: idOf(after, 'Ana'), channel: 'sms', text: 'Two' })).not.toBe(first)
  expect(after.carrier.text({ from: customer, to: number, body: 'Two' }).sid).not.toBe(text.sid)
})

it('brings an event again that nobody had acknowledged', async () => {
  const before = await start()
  receiver.answer = () => new Response('', { status: 503 })
  before.connect({ chatWebhookUrl: receiver.url })
  before.slack.say({ as: idOf(before, 'Ana'), channel: 'sms', text: 'Is anybody there?' })
  await before.settled()
  const tried = receiver.arrived.length
  await stop(before)

  receiver.answer = () => new Response('')
  const after = await start()
  after.connect({ chatWebhookUrl: receiver.url })
  await after.settled()
  const again = receiver.arrived.slice(tried).map(({ body }) => body)
  expect(again).toEqual([expect.stringContaining('Is anybody there?')])
  expect(after.slack.record().waiting).toEqual([])
})

it('lets a text go on to the handset that was under way', async () => {
  const slowly = { carrier: { numbers: [{ number }], statusDelayMs: 1_000 } }
  const before = await start(slowly)
  const { accountSid, authToken } = before.carrier
  const response = await fetch(`${before.carrierApiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    body: new URLSearchParams({ From: number, To: customer, Body: 'Hello' }),
  })
  expect(response.status).toBe(201)
  await stop(before)

  const after = await start(slowly)
  for (let step = 0; step < 4; step += 1) clock.advance(1_000)
  expect(after.carrier.texts().map(({ arrivals, status }) => [arrivals, status])).toEqual([[1, 'delivered']])
})

it('says so when the folder holds something else', async () => {
  await writeFile(join(folder, 'sandbox.bin'), 'something else')
  await expect(startSandbox({ folder, clock })).rejects.toThrow(/sandbox\.bin.*Delete it to begin anew/)
})
