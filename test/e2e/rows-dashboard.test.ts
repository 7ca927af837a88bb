import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { buttons, inbox, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { say, text } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

type Json = Readonly<Record<string, unknown>>

const modals = () => desk.sandbox.slack.openViews(ana)
const shown = (): readonly Json[] => (modals().at(-1)?.definition['blocks'] ?? []) as readonly Json[]
const words = () => shown().map(textIn).join('\n')
const clickables = () =>
  shown()
    .filter((block) => block['type'] === 'actions')
    .flatMap((block) => block['elements'] as readonly Json[])

/** Clicks the button of the dashboard whose label holds some words. */
async function choose(label: string): Promise<void> {
  await say('@threadline')
  const dashboard = ownPosts(desk).at(-1)!
  const button = buttons(dashboard).find((one) => textIn(one).includes(label))
  const actionId = String(button?.['action_id'])
  await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts: dashboard.ts, actionId })
  await desk.settle()
}

describe('A1 the dashboard offers', () => {
  it('Send text, Inbox and Channel settings', async () => {
    await say('@threadline')
    const labels = buttons(ownPosts(desk).at(-1)!).map(textIn)
    expect(labels).toEqual(expect.arrayContaining(['📱 Send text', '📥 Inbox', '⚙️ Channel settings']))
  })

  it('an inbox whose entries open their threads and can be taken', async () => {
    await text('Is it ready?')
    await choose('Inbox')
    expect(words()).toContain('Is it ready?')
    const root = rootOf(desk, customer)
    expect(clickables()).toContainEqual(
      expect.objectContaining({ url: expect.stringContaining(`p${root.ts.replace('.', '')}`) as string }),
    )
    const claim = clickables().find((one) => textIn(one).includes('Assign to me'))
    const block = shown().find((one) => (one['elements'] as readonly unknown[] | undefined)?.includes(claim))
    await desk.sandbox.slack.clickInView({
      as: ana,
      viewId: modals()[0]?.id ?? '',
      actionId: String(claim?.['action_id']),
      blockId: String(block?.['block_id']),
    })
    await desk.settle()
    expect(words()).toContain('Everything open has somebody who looks after it.')
    expect(textIn(rootOf(desk, customer).blocks)).toContain('👤 Ana')
  })
})

describe('A17 Channel settings', () => {
  async function openLine(): Promise<void> {
    await choose('Channel settings')
    const change = clickables().find((one) => String(one['action_id']).startsWith('threadline:line-settings'))
    await desk.sandbox.slack.clickInView({
      as: ana,
      viewId: modals()[0]?.id ?? '',
      actionId: String(change?.['action_id']),
    })
    await desk.settle()
  }

  it('moves a line to another channel, in which its texts arrive from then on', async () => {
    const orders = desk.sandbox.slack.addChannel({ name: 'orders' })
    await openLine()
    const submitted = await desk.sandbox.slack.submit({ as: ana, values: { channel: orders.id } })
    expect(submitted).toEqual({ type: 'closed' })
    await text('Hi')
    expect(ownPosts(desk, 'orders')).toHaveLength(1)
    await desk.pass(35_000)
    desk.sandbox.slack.say({ as: ana, channel: 'orders', text: 'send 4155550124 Hello' })
    await desk.settle()
    expect(inbox(desk, '+14155550124')).toEqual(['Hello'])
  })

  it('says how to bring the app into a channel that it is not in', async () => {
    const elsewhere = desk.sandbox.slack.addChannel({ name: 'elsewhere', withApp: false })
    await openLine()
    const submitted = await desk.sandbox.slack.submit({ as: ana, values: { channel: elsewhere.id } })
    expect(submitted).toMatchObject({ errors: { channel: expect.stringContaining('/invite @Threadline') as string } })
  })
})
