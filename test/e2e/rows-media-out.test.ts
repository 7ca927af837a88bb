import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { customer } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { marks, rootOf } from './support/shown.js'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const picture = { name: 'floor plan.png', mimetype: 'image/png', content: png }

describe.each(['twilio', 'vonage'] as const)('A18: files of teammates at a desk on %s', (wire) => {
  let desk: TestDesk
  let ana: string
  beforeEach(async () => {
    desk = await openDesk({ wire, storage: memoryStorage() })
    ana = desk.member('Ana')
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
    await desk.settle()
  })
  afterEach(() => desk.stop())

  const thread = () => rootOf(desk, customer).ts
  const carrier = () => desk.sandbox.carrier
  const whispers = () => desk.sandbox.slack.ephemerals(ana).map(({ text }) => text)

  async function say(text: string, files: readonly object[], where: object = { thread: thread() }): Promise<string> {
    const what = { as: ana, channel: 'sms', text, files: files as (typeof picture)[], ...where }
    const ts = desk.sandbox.slack.say(what)
    await desk.settle()
    return ts
  }

  /** What the customer's phone shows: the words of each text, and the bytes of what came along. */
  const onThePhone = () =>
    carrier()
      .phone(customer)
      .inbox.map(({ body, media }) => [body, ...media.map(({ url }) => [...(carrier().file(url)?.content ?? [])])])

  it('arrive as pictures, with and without words, and are marked as delivered', async () => {
    const ts = await say('Here it is', [picture])
    await say('', [picture])
    expect(onThePhone()).toEqual([
      ['Here it is', [...png]],
      ['', [...png]],
    ])
    expect(marks(desk, ts)).toContain('vibration_mode')
    expect(whispers()).toEqual([])
  })
})
