import { fakeClock } from '@threadline/core/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../src/index.js'
import { customer, ours } from './support/carrier-desk.js'
import { startReceiver } from './support/receiver.js'

let sandbox: Sandbox
let receiver: Awaited<ReturnType<typeof startReceiver>>

beforeEach(async () => {
  receiver = await startReceiver()
  sandbox = await startSandbox({ clock: fakeClock() })
  sandbox.connect({ smsWebhookUrl: receiver.url })
})

afterEach(async () => {
  await sandbox.stop()
  await receiver.stop()
})

interface Looked {
  readonly timeline: readonly { readonly what: string; readonly outcome: string }[]
  readonly following?: object
}

async function followed(key: string): Promise<Looked> {
  const answer = await fetch(`${sandbox.url}/control/state?timeline=&follow=${encodeURIComponent(key)}`)
  return (await answer.json()) as Looked
}

const step = (name: string, outcome: string, links: readonly string[], mentions: readonly string[] = []) =>
  sandbox.tell({ name, outcome, startedAt: new Date(Date.now()), durationMs: 1, links, mentions })

it('follows a text from its webhook by its trace to all that the desk made of it, and to nothing else', async () => {
  const { sid } = sandbox.carrier.text({ from: customer, to: ours, body: 'Hello' })
  sandbox.carrier.text({ from: customer, to: ours, body: 'Another one' })
  await sandbox.settled()
  const traces = receiver.arrived.map(({ headers }) => headers.get('traceparent')?.split('-')[1])
  const [mine, other] = traces
  expect(new Set(traces).size).toBe(2)
  step('transaction', 'queued post-message', [`trace:${mine}`, 'effect:1'])
  step('transaction', 'queued post-message', [`trace:${other}`, 'effect:2'])
  step('transaction', 'began post-message', ['trace:x'], ['effect:1'])
  step('effect post-message', 'done', ['trace:y', 'effect:1'])
  step('effect post-message', 'done', ['trace:z', 'effect:2'])

  const { following, timeline } = await followed(`text:${sid}`)
  expect(timeline.map(({ what, outcome }) => [what, outcome])).toEqual(
    expect.arrayContaining([
      ['inbound', '200'],
      ['transaction', 'queued post-message'],
      ['transaction', 'began post-message'],
      ['effect post-message', 'done'],
    ]),
  )
  expect(timeline).toHaveLength(4)
  expect(following).toMatchObject({ words: 'Hello', phone: customer })
})

it('says of a message that is not there what it was asked for, and shows nothing', async () => {
  expect(await followed('slack:C0:1.2')).toMatchObject({ following: { key: 'slack:C0:1.2' }, timeline: [] })
})
