import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import { atWindows } from './support/at-windows.js'
import type { TestDesk } from './support/desk.js'
import { buttons, inbox, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { say, text } = at

const { choose, clickables, press, submit, words } = atWindows(at.desk, say)

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

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
    await press('Assign to me')
    expect(words()).toContain('Everything open has somebody who looks after it.')
    expect(textIn(rootOf(desk, customer).blocks)).toContain('👤 Ana')
  })
})

describe('A17 Channel settings', () => {
  async function openLine(): Promise<void> {
    await choose('Channel settings')
    await press('Channel')
  }

  it('moves a line to another channel, in which its texts arrive from then on', async () => {
    const orders = desk.sandbox.slack.addChannel({ name: 'orders' })
    await openLine()
    const submitted = await submit({ channel: orders.id })
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
    const submitted = await submit({ channel: elsewhere.id })
    expect(submitted).toMatchObject({ errors: { channel: expect.stringContaining('/invite @Threadline') as string } })
  })
})
