import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { buttons, inbox, marks, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { text, say, thread } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

const modals = () => desk.sandbox.slack.openViews(ana)

async function openForm(): Promise<void> {
  await say('@threadline')
  const dashboard = ownPosts(desk).at(-1)
  const ts = dashboard?.ts ?? ''
  await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts, actionId: 'threadline:send-text' })
  await desk.settle()
}

/** Types a number into To, and chooses what is offered. */
async function choose(query: string): Promise<string> {
  const [offer] = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query })
  return offer?.value ?? ''
}

describe('A1 the dashboard', () => {
  it('appears once where somebody mentions the app', async () => {
    await say('@threadline')
    const posts = ownPosts(desk)
    expect(posts).toHaveLength(1)
    expect(buttons(posts[0]!).map(({ action_id: id }) => id)).toContain('threadline:send-text')
    expect(textIn(posts[0]!.blocks)).toContain('Support')
  })

  it("appears in a channel that is no line's", async () => {
    desk.sandbox.slack.addChannel({ name: 'help' })
    desk.sandbox.slack.say({ as: ana, channel: 'help', text: 'hey @threadline' })
    await desk.settle()
    expect(ownPosts(desk, 'help')).toHaveLength(1)
    expect(ownPosts(desk, 'sms')).toHaveLength(0)
  })

  it('appears in the thread of a conversation without telling the customer', async () => {
    await text('Hi')
    const root = rootOf(desk, customer)
    await say('@threadline', root.ts)
    expect(
      thread(root.ts)
        .flatMap(buttons)
        .map(({ action_id: id }) => id),
    ).toContain('threadline:send-text')
    expect(inbox(desk, customer)).toEqual([])
  })
})

describe('A2 Send text', () => {
  it('opens a modal for whoever clicked', async () => {
    await openForm()
    expect(modals()).toHaveLength(1)
    expect(desk.sandbox.slack.openViews(desk.member('Ben'))).toHaveLength(0)
  })

  it.each(['4155550123', '(415) 555-0123', '415.555.0123', '+1 415 555 0123', '1-415-555-0123'])(
    'offers the number somebody types as %s',
    async (query) => {
      await openForm()
      const offers = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query })
      expect(offers).toEqual([expect.objectContaining({ value: `number:${customer}` })])
      expect(offers[0]?.label).toContain('+1 415 555 0123')
    },
  )

  it('suggests contacts by a part of their number', async () => {
    await text('Hi')
    await openForm()
    const offers = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query: '5550123' })
    expect(offers).toHaveLength(1)
    expect(offers[0]?.value).toMatch(/^contact:/)
    expect(offers[0]?.label).toContain('+1 415 555 0123')
  })

  it('suggests a contact by a part of the name, and sends to whom is chosen', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await openForm()
    const offers = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query: 'jan' })
    expect(offers.map(({ label }) => label)).toEqual([expect.stringContaining('Jane Doe')])
    await desk.sandbox.slack.submit({ as: ana, values: { to: offers[0]?.value ?? '', text: 'Hello' } })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })

  it('suggests one contact, and no second entry, for the whole number of it', async () => {
    await text('Hi')
    await openForm()
    const offers = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query: '(415) 555-0123' })
    expect(offers.map(({ value }) => value.split(':')[0])).toEqual(['contact'])
  })

  it.each([
    ['nothing but blanks', '   \n ', 'text'],
    ['more than the line takes', 'x'.repeat(1700), 'text'],
  ])('tells in the modal that %s cannot be sent, and keeps it open', async (_, words, field) => {
    await openForm()
    const to = await choose('4155550123')
    const refused = await desk.sandbox.slack.submit({ as: ana, values: { to, text: words } })
    expect(refused).toEqual({ type: 'errors', errors: { [field]: expect.stringMatching(/\w/) } })
    expect(modals()).toHaveLength(1)

    expect(await desk.sandbox.slack.submit({ as: ana, values: { to, text: 'Better' } })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Better'])
  })

  it('tells in the modal that somebody has opted out', async () => {
    await text('Hi')
    await text('STOP')
    await openForm()
    const to = await choose('4155550123')
    const refused = await desk.sandbox.slack.submit({ as: ana, values: { to, text: 'Still there?' } })
    expect(refused).toEqual({ type: 'errors', errors: { to: expect.stringContaining('opted out') } })
    expect(modals()).toHaveLength(1)
  })

  it('sends, shows the root, and ticks it', async () => {
    await openForm()
    const values = { to: await choose('4155550123'), text: 'Your order is ready.' }
    expect(await desk.sandbox.slack.submit({ as: ana, values })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Your order is ready.'])
    const root = rootOf(desk, customer)
    expect(textIn(root.blocks)).toContain('Your order is ready.')
    expect(marks(desk, root.ts)).toContain('vibration_mode')
  })

  it('sends once what is submitted twice', async () => {
    await openForm()
    desk.sandbox.webhooks.slack.faults.add({
      on: 'interaction.view_submission',
      fault: { type: 'duplicate', copies: 2 },
      times: 1,
    })
    await desk.sandbox.slack.submit({ as: ana, values: { to: await choose('4155550123'), text: 'Once' } })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Once'])
    expect(thread(rootOf(desk, customer).ts)).toHaveLength(1)
  })

  it('sends the same words again when the form is filled in again', async () => {
    for (const _ of [1, 2]) {
      await openForm()
      await desk.sandbox.slack.submit({ as: ana, values: { to: await choose('4155550123'), text: 'Again' } })
      await desk.settle()
    }
    expect(inbox(desk, customer)).toEqual(['Again', 'Again'])
  })
})

describe('A4 a sent message', () => {
  it("appears when the host's own code sends it", async () => {
    await desk.threadline.send({ to: '(415) 555-0123', text: 'From the shop' })
    await desk.settle()
    const root = rootOf(desk, customer)
    expect(inbox(desk, customer)).toEqual(['From the shop'])
    expect(marks(desk, root.ts)).toContain('vibration_mode')
  })

  it('is sent once for one idempotency key', async () => {
    const request = { to: customer, text: 'Order 7 is ready', idempotencyKey: 'order-7' }
    const sent = await Promise.all([desk.threadline.send(request), desk.threadline.send(request)])
    await desk.settle()
    expect(sent[0]).toEqual(sent[1])
    expect(inbox(desk, customer)).toEqual(['Order 7 is ready'])
  })

  it('lands in the thread of a conversation that is there already', async () => {
    await text('Hi')
    await desk.threadline.send({ to: customer, text: 'Hello from the shop' })
    await desk.settle()
    expect(thread(rootOf(desk, customer).ts).map(({ text: words }) => words)).toEqual([
      'Hi',
      expect.stringContaining('Hello from the shop'),
    ])
  })
})
