import { afterEach, describe, expect, it } from 'vitest'
import { openDesk, deskNumber, type TestDesk } from './support/desk.js'
import { inbox, rootOf } from './support/shown.js'

const customer = '+14155550123'
let desk: TestDesk
afterEach(() => desk.stop())

/** A customer has written, and Ana has answered. */
async function answered(words: string, undoWindowMs: number): Promise<{ readonly as: string; readonly ts: string }> {
  desk = await openDesk({ line: { undoWindowMs } })
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
  await desk.settle()
  const as = desk.member('Ana')
  const ts = desk.sandbox.slack.say({ as, channel: 'sms', text: words, thread: rootOf(desk, customer).ts })
  await desk.settled()
  return { as, ts }
}

const whispers = (as: string) => desk.sandbox.slack.ephemerals(as).map(({ text }) => text)

describe('C3 the undo window', () => {
  it('lets what was edited leave with its last words', async () => {
    const said = await answered('Helo', 10_000)
    expect(inbox(desk, customer)).toEqual([])
    desk.sandbox.slack.edit({ ...said, channel: 'sms', text: 'Hello &amp; welcome' })
    await desk.pass(15_000)
    expect(inbox(desk, customer)).toHaveLength(1)
    expect(inbox(desk, customer)[0]).toMatch(/^Hello/)
  })

  it('lets what was deleted not leave', async () => {
    const said = await answered('Hello', 10_000)
    desk.sandbox.slack.delete({ ...said, channel: 'sms' })
    await desk.pass(15_000)
    expect(inbox(desk, customer)).toEqual([])
    expect(whispers(said.as)).toEqual([])
  })

  it('is over once it has left, and whoever edits then is told so, once', async () => {
    const said = await answered('Helo', 0)
    for (const text of ['Hallo', 'Hello']) {
      desk.sandbox.slack.edit({ ...said, channel: 'sms', text })
      await desk.settle()
    }
    expect(inbox(desk, customer)).toEqual(['Helo'])
    expect(whispers(said.as)).toEqual([expect.stringContaining('still has the first wording')])
  })
})
