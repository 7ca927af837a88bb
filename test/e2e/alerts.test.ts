import type { Fault } from '@threadline/sandbox'
import { afterEach, describe, expect, it } from 'vitest'
import manifest from '../../packages/adapter-slack/manifest.json' with { type: 'json' }
import { deskNumber, openDesk, type TestDesk, type TestDeskOptions } from './support/desk.js'
import { rootOf } from './support/shown.js'

const customer = '+14155550123'
const minute = 60_000

/** What Twilio says of a number that is on no campaign. */
const unregistered: Fault = {
  type: 'error',
  status: 400,
  body: JSON.stringify({ code: 30034, message: 'Refused', more_info: '', status: 400 }),
  contentType: 'application/json',
}

let desk: TestDesk
afterEach(() => desk.stop())

/** A desk whose alerts are for Ana. */
async function deskOf(slack: TestDeskOptions['slack'] = {}): Promise<string> {
  desk = await openDesk({ slack })
  const ana = desk.member('Ana')
  await desk.threadline.settings.changeWorkspace({ alerts: { memberIds: [ana] } })
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
  await desk.settle()
  return ana
}

async function spoil(...replies: readonly string[]): Promise<void> {
  for (const text of replies) {
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: unregistered, times: 1 })
    const thread = rootOf(desk, customer).ts
    desk.sandbox.slack.say({ as: desk.member('Ben'), channel: 'sms', thread, text })
    await desk.settle()
  }
}

const alertsIn = (channel: string) =>
  desk.sandbox.slack
    .messages(channel)
    .map(({ text }) => text)
    .filter((text) => text.includes('Our number is not registered'))
const directs = (memberId: string) =>
  desk.sandbox.slack
    .channels()
    .filter(({ kind, members }) => kind === 'im' && members.includes(memberId))
    .flatMap(({ id }) => alertsIn(id))

describe('what only an admin can set right', () => {
  it('is told directly to whoever is named, once, and nowhere else', async () => {
    const ana = await deskOf()
    await spoil('one', 'two')
    expect(directs(ana)).toEqual([expect.stringContaining('30034')])
    expect(alertsIn('sms')).toEqual([])
  })

  it.each<Fault>([
    { type: 'accept-then-drop' },
    { type: 'accept-then-error', status: 500 },
    { type: 'garbled' },
    { type: 'reset' },
  ])('is told once though Slack’s answer is lost: $type', async (fault) => {
    const ana = await deskOf()
    const { faults } = desk.sandbox
    // The reason under the text is posted at the same time.
    faults.slack.add({ on: 'chat.postMessage', fault, times: 3 })
    faults.slack.add({ on: 'conversations.open', fault, times: 1 })
    await spoil('one')
    await desk.pass(3 * minute)
    expect(directs(ana)).toHaveLength(1)
    expect(alertsIn('sms')).toEqual([])
  })

  it('is told once though the desk is started again on the way', async () => {
    const ana = await deskOf()
    desk.sandbox.faults.slack.add({ on: 'conversations.open', fault: { type: 'rate-limit', retryAfterMs: 20_000 } })
    await spoil('one')
    expect(directs(ana)).toEqual([])
    await desk.outage(minute, () => desk.sandbox.faults.slack.clear())
    await desk.pass(3 * minute)
    await spoil('two')
    expect(directs(ana)).toHaveLength(1)
  })
})

describe('where no direct message can be sent it is told in the channel of the line', () => {
  const scopes = manifest.oauth_config.scopes.bot.filter((scope) => scope !== 'im:write')

  it.each<[string, TestDeskOptions['slack'], RegExp]>([
    ['an app from before lacks the scope', { scopes }, /lacks the scope im:write/],
    ['the Messages tab is off', { messagesTab: false }, /Messages tab of the app is off/],
  ])('%s', async (_, slack, why) => {
    const ana = await deskOf(slack)
    await spoil('one', 'two')
    expect(alertsIn('sms')).toEqual([expect.stringMatching(why)])
    expect(directs(ana)).toEqual([])
  })

  it('whoever is named has left', async () => {
    const ana = await deskOf()
    desk.sandbox.slack.deactivate(ana)
    await spoil('one')
    expect(alertsIn('sms')).toEqual([expect.stringMatching(/no such member any more/)])
  })
})
