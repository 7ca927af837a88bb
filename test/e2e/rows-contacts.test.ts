import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { inbox, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { text, say, root } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

const slack = () => desk.sandbox.slack
const modal = () => slack().openViews(ana).at(-1)
const words = () => textIn(modal()?.definition['blocks'])

async function openPanel(): Promise<void> {
  await say(`<@${slack().identity.botUserId}>`)
  const dashboard = ownPosts(desk).at(-1)!
  await slack().click({ as: ana, channel: 'sms', ts: dashboard.ts, actionId: 'threadline:contacts' })
}

describe('A16 contacts', () => {
  it('are named from the head of the thread, and later texts are theirs by name', async () => {
    await text('Hi')
    await slack().click({ as: ana, channel: 'sms', ts: root(), actionId: 'threadline:edit-contact' })
    const [zone] = await slack().suggest({ as: ana, blockId: 'zone', query: 'chicago' })
    const values = { name: 'Jane Doe', zone: zone?.value ?? '', note: 'VIP' }
    expect(await slack().submit({ as: ana, values })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(textIn(rootOf(desk, customer).blocks)).toContain('Jane Doe')
    await text('Again')
    expect(at.thread(root()).at(-1)?.username).toBe('Jane Doe')
    expect(await desk.threadline.contacts.find({ number: customer })).toMatchObject({ zone: 'America/Chicago' })
  })

  it('are added, searched, texted and blocked in the panel of the dashboard', async () => {
    await openPanel()
    await click('add-contact')
    const values = { number: '(415) 555-0123', name: 'Jane Doe' }
    expect(await slack().submit({ as: ana, values })).toEqual({ type: 'closed' })
    expect(await slack().submit({ as: ana, values: { query: 'nobody' } })).toMatchObject({ type: 'updated' })
    expect(words()).toContain('Nobody is found')
    await slack().submit({ as: ana, values: { query: 'jane' } })
    expect(words()).toContain('Jane Doe')
    await click('text-contact')
    expect(await slack().submit({ as: ana, values: { text: 'Hello Jane' } })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello Jane'])
    await click('block-contact')
    await desk.settle()
    expect(words()).toContain('Blocked')
    await text('Can you see me?')
    expect(at.thread(root()).map((message) => message.text)).not.toContain('Can you see me?')
    expect(textIn(rootOf(desk, customer).blocks)).toContain('Blocked')
  })

  it('are one person with two numbers when somebody says so in their form, and two again', async () => {
    await desk.threadline.contacts.add({ number: '+14155550124', name: 'Jane Doe' })
    await text('It is Jane, on my other phone')
    await openForm()
    const [jane] = await slack().suggest({ as: ana, blockId: 'same-as', query: 'jane' })
    expect(await slack().submit({ as: ana, values: { 'same-as': jane?.value ?? '' } })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(textIn(rootOf(desk, customer).blocks)).toContain('Jane Doe')
    await openForm()
    expect(words()).toContain('The same person as Jane Doe')
    await click('unmerge-contact')
    expect(textIn(rootOf(desk, customer).blocks)).not.toContain('Jane Doe')
  })

  it('are opted out by a button in their form, and in again with a reason', async () => {
    await text('Hi')
    await openForm()
    await click('opt-out-contact')
    expect(textIn(rootOf(desk, customer).blocks)).toContain('Opted out')
    await say('Hello', root())
    expect(inbox(desk, customer)).toEqual([])
    await openForm()
    await click('opt-in-contact')
    expect(await slack().submit({ as: ana, values: { reason: 'By phone on Monday' } })).toMatchObject({
      type: 'closed',
    })
    await desk.settle()
    await say('Hello again', root())
    expect(inbox(desk, customer)).toEqual(['Hello again'])
  })

  it('say whose a number is', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await openPanel()
    await click('add-contact')
    const answer = await slack().submit({ as: ana, values: { number: customer, name: 'Somebody else' } })
    expect(answer).toMatchObject({ type: 'errors', errors: { number: expect.stringContaining('Jane Doe') as string } })
  })
})

/** The form of the customer, from the head of their thread. */
async function openForm(): Promise<void> {
  await slack().click({ as: ana, channel: 'sms', ts: root(), actionId: 'threadline:edit-contact' })
  await desk.settle()
}

/** A button of the modal on top. */
async function click(action: string): Promise<void> {
  await slack().clickInView({ as: ana, viewId: modal()?.id ?? '', actionId: `threadline:${action}` })
  await desk.settle()
}
