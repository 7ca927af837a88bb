import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer, minute } from './support/at-desk.js'
import { atWindows } from './support/at-windows.js'
import type { TestDesk } from './support/desk.js'
import { cards, inbox, textIn } from './support/shown.js'

const at = atDesk()
const { say, text } = at
const { choose, press, submit, words } = atWindows(at.desk, say)

let desk: TestDesk
beforeEach(() => void (desk = at.desk()))

/** It is Monday, ten o'clock. */
describe('B automations', () => {
  it('are set up in Slack, and answer the customer while nobody does', async () => {
    await choose('Channel settings')
    await press('Answering by itself')
    const hours = { businessHours: 'Mon-Fri 12-17', holidays: '2030-01-07' }
    const reply = { afterHoursReply: 'Closed until {{next_open_time}}.', firstMessageReply: 'Thanks for writing.' }
    expect(await submit({ ...hours, ...reply, businessHours: 'weekdays 12-17' })).toMatchObject({
      errors: { businessHours: expect.stringContaining('Mon-Fri 9:00-17:30') as string },
    })
    expect(await submit({ ...hours, ...reply })).toEqual({ type: 'closed' })
    await press('Keywords')
    await press('Add keyword')
    expect(await submit({ words: 'parking', reply: 'Behind the house.' })).toMatchObject({ type: 'updated' })
    expect(words()).toContain('parking')

    await text('Hello? Is anybody there?')
    await text('Hello??')
    await text('And where is parking')
    expect(inbox(desk, customer)).toEqual(['Closed until 2030-01-08 12:00 UTC.', 'Behind the house.'])
    const thread = at.thread(at.root()).map(({ blocks }) => textIn(blocks))
    expect(thread.filter((post) => post.includes('Sent automatically'))).toHaveLength(2)

    await desk.pass(3 * minute)
    expect(cards(desk)).toHaveLength(1)
    await say('Yes, I am', at.root())
    await text('Great!')
    expect(inbox(desk, customer)).toHaveLength(3)
    expect(cards(desk)).toEqual([])
  })
})
