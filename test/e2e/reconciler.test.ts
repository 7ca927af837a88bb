import type { WireName } from '@threadline/sandbox'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { customer, minute } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { inbox, marks, rootOf, textIn } from './support/shown.js'

const hour = 60 * minute

let desk: TestDesk
afterEach(() => desk.stop())

const text = (body: string) => desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
const thread = () =>
  desk.sandbox.slack.thread('sms', rootOf(desk, customer).ts).map((message) => message.text || textIn(message.blocks))
const calls = (name: string) => desk.sandbox.carrier.calls.filter((call) => call.name === name)

async function open(wire: WireName): Promise<void> {
  desk = await openDesk({ wire })
  text('Hi')
  await desk.settle()
}

async function reply(words: string): Promise<string> {
  const ts = rootOf(desk, customer).ts
  const said = desk.sandbox.slack.say({ as: desk.member('Ana'), channel: 'sms', thread: ts, text: words })
  await desk.settle()
  return said
}

/** What is asked of a provider in the background answers in real time, though none passes at the desk. */
const seen = (check: () => void) => vi.waitFor(() => desk.settled().then(check), { timeout: 15_000, interval: 20 })

describe.each(['twilio', 'messagebird', 'bird'] as const)('a desk on %s that was not there', (wire) => {
  it('finds what came meanwhile, says that it is late, and takes it once though its webhook comes after all', async () => {
    await open(wire)
    const { faults } = desk.sandbox.webhooks.carrier
    await desk.outage(2 * hour, () => {
      faults.add({ on: 'inbound', fault: { type: 'delay', ms: hour + 2 * minute }, times: 1 })
      text('Is anybody there?')
    })
    await seen(() => expect(thread()).toContain('Is anybody there?'))
    const late = ['Is anybody there?', 'This text came 60 minutes late: it could not be brought here any sooner.']
    await desk.settle()
    expect(thread().slice(1)).toEqual(late)

    await desk.pass(2 * minute)
    expect(desk.sandbox.webhooks.carrier.deliveries.at(-1)).toMatchObject({ name: 'inbound' })
    expect(thread().slice(1)).toEqual(late)
  })

  it('asks what became of texts whose statuses stayed away', async () => {
    await open(wire)
    desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    const ts = await reply('Hello')
    expect(marks(desk, ts)).not.toContain('vibration_mode')
    await desk.outage(hour, () => undefined)
    await seen(() => expect(marks(desk, ts)).toContain('vibration_mode'))
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })
})

/** The call arrives, and its answer does not. */
async function lost(): Promise<string> {
  desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: { type: 'accept-then-drop' }, times: 1 })
  return reply('Once')
}

describe('a text of unknown outcome', () => {
  it.each(['twilio', 'messagebird', 'bird', 'vonage'] as const)(
    'is settled by the status that %s brings, and sent once',
    async (wire) => {
      await open(wire)
      expect(marks(desk, await lost())).toContain('vibration_mode')
      expect([inbox(desk, customer), calls('messages.create').length]).toEqual([['Once'], 1])
    },
  )

  it.each(['twilio', 'messagebird', 'bird'] as const)(
    'is looked up in the list of %s where no status comes, and sent once',
    async (wire) => {
      await open(wire)
      desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
      const ts = await lost()
      await desk.pass(minute)
      expect(marks(desk, ts)).toContain('vibration_mode')
      expect([inbox(desk, customer), calls('messages.create').length]).toEqual([['Once'], 1])
      expect(calls('messages.list').length).toBeGreaterThan(0)
    },
  )
})
