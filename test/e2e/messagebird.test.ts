import { messagebirdProvider } from '@threadline/provider-messagebird'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { customer, minute } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { providerFor } from './support/providers.js'
import { inbox, marks, rootOf, textIn } from './support/shown.js'

describe.each(['messagebird', 'bird'] as const)('a desk on %s', (wire) => {
  let desk: TestDesk
  beforeEach(async () => void (desk = await openDesk({ wire })))
  afterEach(() => desk.stop())

  const root = () => rootOf(desk, customer).ts
  const thread = () => desk.sandbox.slack.thread('sms', root())

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
    const { deliveries, faults } = desk.sandbox.webhooks.carrier
    faults.add({ on: 'inbound', fault: { type: 'duplicate', copies: 2 }, times: 1 })
    faults.add({ on: 'inbound', fault: { type: 'forge' }, times: 1 })
    await text('Is my order ready? ✓')
    await text('Hello?')
    expect(thread().map(({ blocks }) => textIn(blocks).includes('Is my order ready? ✓'))).toEqual([true, false])
    expect(thread().at(-1)?.text).toBe('Hello?')
    expect(deliveries.map(({ isForged, status }) => [isForged, (status ?? 500) < 300])).toEqual([
      [true, false],
      [false, true],
      [false, true],
      [false, true],
      [false, true],
    ])
  })

  it('texts a reply, and marks it when it is delivered', async () => {
    await text('Hi')
    const ts = await reply('“Ready” at 6 ✓')
    expect(inbox(desk, customer)).toEqual(['“Ready” at 6 ✓'])
    expect(marks(desk, ts)).toContain('vibration_mode')
    const statuses = desk.sandbox.webhooks.carrier.deliveries.filter(({ name }) => name.startsWith('status.'))
    expect(statuses.every(({ status }) => status !== undefined && status < 300)).toBe(true)
  })

  it('says why a text did not arrive', async () => {
    desk.sandbox.carrier.addPhone({ number: customer, kind: 'off' })
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    expect(marks(desk, root())).toContain('x')
    expect(textIn(thread().at(-1)?.blocks)).toContain('phone is off')
  })

  it('lets the carrier answer STOP, and texts no more', async () => {
    await text('Hi')
    await text('STOP')
    await reply('One more thing')
    expect(inbox(desk, customer)).toEqual([expect.stringContaining('opted out')])
    expect(desk.sandbox.carrier.calls.filter(({ name }) => name === 'messages.create')).toEqual([])
  })

  it('looks an unknown text up by our own id, and sends it once', async () => {
    await text('Hi')
    desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: { type: 'accept-then-drop' }, times: 1 })
    const ts = await reply('Same words')
    await reply('Same words')
    await desk.pass(10 * minute)
    expect(inbox(desk, customer)).toEqual(['Same words', 'Same words'])
    expect(marks(desk, ts)).toContain('vibration_mode')
    expect(desk.sandbox.carrier.calls.map(({ name }) => name)).toContain('messages.list')
  })

  it('asks a person about a text that nobody has, and does not send it by itself', async () => {
    await text('Hi')
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: { type: 'error', status: 502 }, times: 1 })
    await reply('Lost')
    await desk.pass(15 * minute)
    expect(inbox(desk, customer)).toEqual([])
    expect(textIn(thread().at(-1)?.blocks)).toMatch(/resend/i)
  })

  it('tells what became of a text whose statuses stayed away', async () => {
    desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    const [sent] = desk.sandbox.carrier.texts()
    expect(await provider().check?.(sent?.sid ?? '')).toMatchObject({ type: 'done', value: { status: 'delivered' } })
    expect(await provider().check?.('0'.repeat(32))).toMatchObject({ type: 'refused' })
  })

  it('tells which texts the desk has missed, under the ids of their webhooks', async () => {
    const since = desk.clock.now()
    const [missed, came] = ['missed', 'came'].map((body) => {
      if (body === 'missed') {
        desk.sandbox.webhooks.carrier.faults.add({ on: 'inbound', fault: { type: 'drop' }, times: 1 })
      }
      return desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
    })
    await desk.settle()
    const listed = await provider().listInbound?.(deskNumber, since)
    expect(listed).toMatchObject({
      type: 'done',
      value: [
        { externalId: missed?.sid, from: customer, text: 'missed' },
        { externalId: came?.sid, from: customer, text: 'came' },
      ],
    })
  })

  const provider = () => providerFor(wire, desk.sandbox, () => desk.clock.now())
})

describe('pictures on messagebird', () => {
  let desk: TestDesk
  beforeEach(async () => void (desk = await openDesk({ wire: 'messagebird' })))
  afterEach(() => desk.stop())

  it('are fetched with the key, and go out by MMS', async () => {
    const { carrier, url } = desk.sandbox
    const provider = messagebirdProvider({
      api: 'classic',
      ...carrier.messagebird,
      apiUrl: `${url}/messagebird`,
      mms: true,
    })
    const content = new TextEncoder().encode('a picture') as Uint8Array<ArrayBuffer>
    const { media } = carrier.text({ from: customer, to: deskNumber, media: [{ contentType: 'image/png', content }] })
    const file = media[0] && (await provider.fetchMedia?.(media[0], 1_000))
    expect(file).toMatchObject({ type: 'done', value: { contentType: 'image/png', content: Buffer.from('a picture') } })

    const picture = { url: 'https://desk.example/a.png', contentType: 'image/png', fileName: 'a.png' }
    const text = { reference: 'msg_1', from: deskNumber, to: customer, text: 'Look', media: [picture], webhookUrl: url }
    const sent = await provider.send(text)
    expect(sent).toMatchObject({ type: 'done' })
    expect(carrier.phone(customer).inbox).toMatchObject([{ body: 'Look', media: [{ url: picture.url }] }])
    expect(await provider.find?.(text, new Date())).toMatchObject({ type: 'done' })
  })
})
