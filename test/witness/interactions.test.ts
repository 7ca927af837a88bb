import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

// Buttons are taken from messages as Slack holds them, and forms as Slack opened them.

const maria = '+14155550123'

let desk: WitnessDesk
beforeEach(async () => {
  desk = await openWitnessDesk()
})
afterEach(() => desk.stop())

async function texts(body: string): Promise<void> {
  await desk.carrier.text(maria, body)
  await desk.settled()
}

const bodies = async () => (await desk.carrier.outbox(maria)).map(({ body }) => body)

describe('the dashboard', () => {
  it('its button opens a form, and the form sent twice is one text in one new conversation', async () => {
    const mention = await desk.writeUnnoticed('ana', `<@${desk.slack.idOf('desk')}>`)
    expect(await desk.notice(mention, 'app_mention')).toBe(200)
    await desk.settled()
    const [, dashboard] = await desk.slack.roots()
    if (!dashboard) throw new Error('There is no dashboard.')

    await desk.click('ana', dashboard, '📱 Send text')
    const form = desk.openedForm()
    const filled = { To: maria, Text: 'Hello Maria' }
    await desk.submit('ana', form, filled)
    await desk.submit('ana', form, filled)

    const [, , root, ...others] = await desk.slack.roots()
    expect(others).toEqual([])
    expect(root?.text).toContain('Hello Maria')
    expect(await bodies()).toEqual(['Hello Maria'])
  })
})

describe('the card', () => {
  it('Hide takes it away, and nobody is texted', async () => {
    await texts('Hi')
    await texts('Is anybody there?')
    await desk.pass(180)
    const [root, card] = await desk.slack.roots()
    if (!card) throw new Error('There is no card.')

    await desk.click('ben', card, 'Hide')
    await desk.pass(300)
    expect((await desk.slack.roots()).map(({ ts }) => ts)).toEqual([root?.ts])
    expect(await bodies()).toEqual([])
  })
})

describe('the question about a text of which nobody knows', () => {
  beforeEach(async () => {
    await texts('Hi')
    const [root] = await desk.slack.roots()
    const sending = `/2010-04-01/Accounts/${desk.carrier.accountSid}/Messages.json`
    desk.toCarrier.failNext(sending, { type: 'lose-call' })
    await desk.write('ana', 'Hello!', root)
    await desk.pass(600)
    expect(await bodies()).toEqual([])
  })

  async function question() {
    const [root] = await desk.slack.roots()
    const [, , asked] = await desk.slack.thread(root?.ts ?? '')
    if (!asked) throw new Error('Nobody was asked.')
    return asked
  }

  it('Resend by two people at the same moment is one text, and the question goes', async () => {
    const asked = await question()
    await Promise.all([desk.click('ana', asked, 'Resend'), desk.click('ben', asked, 'Resend')])
    await desk.settled()

    expect(await bodies()).toEqual(['Hello!'])
    const [root] = await desk.slack.roots()
    expect((await desk.slack.thread(root?.ts ?? '')).map(({ text }) => text)).toEqual(['Hi', 'Hello!'])
  })

  it('Leave sends nothing, not even when somebody clicks Resend after it', async () => {
    const asked = await question()
    await desk.click('ana', asked, 'Leave')
    await desk.click('ben', asked, 'Resend')
    await desk.pass(60)

    expect(await bodies()).toEqual([])
  })
})
