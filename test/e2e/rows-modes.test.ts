import { afterEach, describe, expect, it } from 'vitest'
import type { SendMode } from '@threadline/core'
import { customer } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { inbox, marks, ownPosts, rootOf, textIn } from './support/shown.js'

let desk: TestDesk
afterEach(() => desk.stop())

/** A desk in one mode, on which a customer has texted. */
async function deskIn(sendMode: SendMode): Promise<void> {
  desk = await openDesk({ line: { sendMode } })
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
  await desk.settle()
}

const root = () => rootOf(desk, customer).ts
const mention = () => `<@${desk.sandbox.slack.identity.botUserId}>`

async function say(text: string, who = 'Ana'): Promise<string> {
  const ts = desk.sandbox.slack.say({ as: desk.member(who), channel: 'sms', thread: root(), text })
  await desk.settle()
  return ts
}

const question = () => {
  const [found] = desk.sandbox.slack.thread('sms', root()).filter((one) => textIn(one.blocks).includes('Send to'))
  return found
}

async function press(button: 'send-typed' | 'keep-inside'): Promise<void> {
  const ts = question()?.ts ?? ''
  await desk.sandbox.slack.click({ as: desk.member('Ben'), channel: 'sms', ts, actionId: `threadline:${button}` })
  await desk.settle()
}

describe('C3 the modes of a line', () => {
  it('mention-to-send texts what mentions the app, without the mention, and shows no dashboard', async () => {
    await deskIn('mention-to-send')
    await say('Who takes this one?')
    const ts = await say(`${mention()} We are on it`)
    await say(`On our way ${mention()}`)
    expect(inbox(desk, customer)).toEqual(['We are on it', 'On our way'])
    expect(marks(desk, ts)).toContain('vibration_mode')
    expect(ownPosts(desk)).toHaveLength(1)
    expect(desk.sandbox.slack.thread('sms', root())).toHaveLength(4)
  })

  it('confirm-first sends what was confirmed, once, and nothing else', async () => {
    await deskIn('confirm-first')
    const ts = await say('Hello')
    expect(inbox(desk, customer)).toEqual([])
    await press('send-typed')
    expect(question()).toBeUndefined()
    await say('Not this')
    await press('keep-inside')
    expect(inbox(desk, customer)).toEqual(['Hello'])
    expect(marks(desk, ts)).toContain('vibration_mode')
  })

  it('confirm-first asks about what is written by then', async () => {
    await deskIn('confirm-first')
    const ana = desk.member('Ana')
    const edited = await say('Helo')
    desk.sandbox.slack.edit({ as: ana, channel: 'sms', ts: edited, text: 'Hello' })
    await desk.settle()
    await press('send-typed')
    const deleted = await say('Oops')
    desk.sandbox.slack.delete({ as: ana, channel: 'sms', ts: deleted })
    await desk.settle()
    expect(question()).toBeUndefined()
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })

  it('alerts-only texts what the command sends, and nothing that is typed in the thread', async () => {
    await deskIn('alerts-only')
    await say('Hello')
    const text = `send ${customer} Hello from the command`
    desk.sandbox.slack.say({ as: desk.member('Ana'), channel: 'sms', text })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello from the command'])
  })

  it('two people who answer at once are both heard, and the second is told by name', async () => {
    await deskIn('reply-all')
    await say('From Ana')
    await say('From Ben', 'Ben')
    expect(inbox(desk, customer)).toEqual(['From Ana', 'From Ben'])
    const whispers = desk.sandbox.slack.ephemerals(desk.member('Ben')).map(({ blocks }) => textIn(blocks))
    expect(whispers).toEqual(['Ana has just answered too. Both texts are sent.'])
  })
})
