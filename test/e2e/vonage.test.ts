import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, minute } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { providerFor } from './support/providers.js'
import { inbox, marks, rootOf, textIn } from './support/shown.js'

describe('a desk on Vonage', () => {
  let desk: TestDesk
  beforeEach(async () => void (desk = await openDesk({ wire: 'vonage' })))
  afterEach(() => desk.stop())

  const root = () => rootOf(desk, customer).ts
  const thread = () => desk.sandbox.slack.thread('sms', root())
  const deliveries = () =>
    desk.sandbox.webhooks.carrier.deliveries.map(({ name, isForged, status }) => [name, isForged, status])
  const sends = () => desk.sandbox.carrier.calls.filter(({ name }) => name === 'messages.create')

  async function text(body: string): Promise<void> {
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
    await desk.settle()
  }

  async function reply(words: string): Promise<string> {
    const ts = desk.sandbox.slack.say({ as: desk.member('Ana'), channel: 'sms', thread: root(), text: words })
    await desk.settle()
    return ts
  }

  it('puts a text into its thread once, however often it is brought, and nothing that is forged', async () => {
    const { faults } = desk.sandbox.webhooks.carrier
    faults.add({ on: 'inbound', fault: { type: 'duplicate', copies: 2 }, times: 1 })
    faults.add({ on: 'inbound', fault: { type: 'forge' }, times: 1 })
    await text('Is my order ready? ✓')
    await text('Hello?')
    expect(thread().map(({ blocks }) => textIn(blocks).includes('Is my order ready? ✓'))).toEqual([true, false])
    expect(thread().at(-1)?.text).toBe('Hello?')
    expect(deliveries()).toEqual([
      ['inbound', true, 401],
      ['inbound', false, 200],
      ['inbound', false, 200],
      ['inbound', false, 200],
      ['inbound', false, 200],
    ])
  })

  it('texts a reply without a plus on the wire, and marks it when it is delivered', async () => {
    await text('Hi')
    const ts = await reply('“Ready” at 6 ✓')
    expect(inbox(desk, customer)).toEqual(['“Ready” at 6 ✓'])
    expect(sends()).toMatchObject([
      {
        json: {
          channel: 'sms',
          to: customer.slice(1),
          from: deskNumber.slice(1),
          client_ref: expect.any(String),
          webhook_url: desk.smsUrl,
        },
      },
    ])
    expect(marks(desk, ts)).toContain('vibration_mode')
    expect(deliveries().filter(([name]) => String(name).startsWith('status.'))).toEqual([
      ['status.sent', false, 200],
      ['status.delivered', false, 200],
    ])
  })

  it('says why a text did not arrive', async () => {
    desk.sandbox.carrier.addPhone({ number: customer, kind: 'off' })
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    expect(marks(desk, root())).toContain('x')
    expect(textIn(thread().at(-1)?.blocks)).toContain('phone is off')
  })

  it('gives the words of a picture to the desk, and the picture to whoever may fetch it', async () => {
    const content = new Uint8Array([137, 80, 78, 71])
    const media = [{ contentType: 'image/png', content }]
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Look!', media })
    await desk.settle()
    const url = desk.sandbox.carrier.texts()[0]?.media[0]?.url ?? ''
    const provider = providerFor('vonage', desk.sandbox, () => desk.clock.now())
    const file = await provider.fetchMedia?.({ url, contentType: 'application/octet-stream' }, 1_000)
    expect(file).toEqual({ type: 'done', value: { content: Buffer.from(content), contentType: 'image/png' } })
    expect(thread().some(({ text: words, blocks }) => `${words}${textIn(blocks)}`.includes('Look!'))).toBe(true)
    expect(deliveries()).toEqual([['inbound', false, 200]])
  })

  it('takes STOP at its word, though Vonage does nothing about it', async () => {
    await text('Hi')
    await text('STOP')
    await reply('One more thing')
    const toCustomer = sends().map(({ json }) => json)
    expect(JSON.stringify(toCustomer)).not.toContain('One more thing')
    expect(inbox(desk, customer)).not.toContain('One more thing')
  })

  it('asks a person about an unknown text whose statuses never came, and does not send it by itself', async () => {
    await text('Hi')
    desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: { type: 'accept-then-drop' }, times: 1 })
    await reply('Sent or not?')
    await desk.pass(15 * minute)
    expect(inbox(desk, customer)).toEqual(['Sent or not?'])
    expect(textIn(thread().at(-1)?.blocks)).toMatch(/resend/i)
    expect(sends()).toHaveLength(1)
    expect(desk.sandbox.carrier.calls.filter(({ name }) => name !== 'messages.create')).toEqual([])
  })

  it('waits as long as Vonage says, and sends once', async () => {
    await text('Hi')
    const fault = { type: 'rate-limit', retryAfterMs: 30_000 } as const
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault, times: 1 })
    await reply('Later')
    expect(inbox(desk, customer)).toEqual([])
    await desk.pass(minute)
    expect(inbox(desk, customer)).toEqual(['Later'])
    expect(sends().map(({ status }) => status)).toEqual([429, 202])
  })
})
