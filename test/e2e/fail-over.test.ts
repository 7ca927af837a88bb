import type { Fault } from '@threadline/sandbox'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, minute } from './support/at-desk.js'
import { deskNumbers, openDesk, type TestDesk } from './support/desk.js'
import { marks, rootOf } from './support/shown.js'

const [first, second] = deskNumbers

/** A line with a number at Twilio and one at Vonage, both through their SDKs. */
describe('a line with a second provider', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await openDesk({ wire: ['twilio', 'vonage'] })
    await text(first, 'Hi')
  })
  afterEach(() => desk.stop())

  async function text(to: string, body: string): Promise<void> {
    desk.sandbox.carrier.text({ from: customer, to, body })
    await desk.settle()
  }

  async function reply(words: string): Promise<string> {
    const thread = rootOf(desk, customer).ts
    const ts = desk.sandbox.slack.say({ as: desk.member('Ana'), channel: 'sms', thread, text: words })
    await desk.settle()
    return ts
  }

  const strike = (fault: Fault, times: number) =>
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault, times })
  const received = () => desk.sandbox.carrier.phone(customer).inbox.map(({ body, from }) => [body, from])
  const sends = () =>
    desk.sandbox.carrier.calls.filter(({ name }) => name === 'messages.create').map(({ wire }) => wire)
  const notices = () =>
    desk.sandbox.slack
      .thread('sms', rootOf(desk, customer).ts)
      .map((message) => message.text)
      .filter((words) => words.startsWith('Sent by'))

  const twilioError = (status: number, code: number): Fault => ({
    type: 'error',
    status,
    body: JSON.stringify({ code, message: 'Refused', more_info: 'https://www.twilio.com/docs/errors', status }),
    contentType: 'application/json',
  })

  const refusals: readonly [string, Fault, string][] = [
    ['does not text the country', twilioError(400, 21408), 'twilio does not text this country'],
    ['does not let our number send', twilioError(400, 21606), 'twilio does not let our number send'],
    ['has a problem with our account', twilioError(401, 20003), 'twilio has a problem with our account'],
    [
      'wants ten minutes of rest',
      { type: 'rate-limit', retryAfterMs: 10 * minute },
      'twilio does not take texts at the moment',
    ],
  ]

  it.each(refusals)('texts by it when the first %s, and says so in one line', async (_why, fault, because) => {
    strike(fault, 1)
    const ts = await reply('Your order is ready')
    expect(received()).toEqual([['Your order is ready', second]])
    expect(sends()).toEqual(['twilio', 'vonage'])
    expect(notices()).toEqual([`Sent by vonage from +1 415 555 0111, because ${because}.`])
    expect(marks(desk, ts)).toContain('vibration_mode')
  })

  it('stays with the number that the customer answers to', async () => {
    strike(twilioError(401, 20003), 1)
    await reply('one')
    await text(second, 'Who is this?')
    await reply('two')
    await desk.pass(2 * minute)
    await reply('three')
    expect(received()).toEqual([
      ['one', second],
      ['two', second],
      ['three', second],
    ])
    expect(notices()).toHaveLength(1)
  })

  it('does not try it while nobody knows whether the first text went', async () => {
    const { faults, webhooks } = desk.sandbox
    webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    faults.carrier.add({ on: 'messages.list', fault: { type: 'error', status: 503 } })
    strike({ type: 'accept-then-drop' }, 1)
    await reply('Once')
    await desk.pass(15 * minute)
    expect(received()).toEqual([['Once', first]])
    expect(sends()).toEqual(['twilio'])
  })

  it('does not try it for a number that no provider can text', async () => {
    strike(twilioError(400, 21614), 1)
    const ts = await reply('To a landline')
    expect(sends()).toEqual(['twilio'])
    expect(marks(desk, ts)).toContain('x')
    expect(notices()).toEqual([])
  })
})
