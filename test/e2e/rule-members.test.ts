import { afterEach, expect, it } from 'vitest'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'

let desk: TestDesk
afterEach(() => desk.stop())

const customer = '+14155550123'
const alerts = () =>
  desk.sandbox.slack
    .messages('sms')
    .map(({ text }) => text)
    .filter((text) => text.includes('assigns to nobody'))

/** Housekeeping asks in its rounds, in its own time: nothing else waits for it. */
async function alertsByNow(): Promise<readonly string[]> {
  await desk.pass(10_000)
  return alerts()
}

it('a rule of the options for somebody whom Slack does not know is told in #sms, and texts arrive all the same', async () => {
  const rule = { id: 'billing', words: ['invoice'], match: 'word', assignTo: 'U0NOBODY' } as const
  desk = await openDesk({ line: { keywordRules: [rule] } })
  await expect
    .poll(alertsByNow)
    .toEqual([expect.stringMatching(/“invoice” are to be given to U0NOBODY.*no such member any more/)])
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'My invoice?' })
  await desk.settle()
  const [conversation] = await desk.threadline.conversations.list()
  expect(conversation).toMatchObject({ status: 'new' })
  expect(conversation?.assigneeId).toBeUndefined()
  expect(alerts()).toHaveLength(1)
})

it('a rule whose member leaves assigns to nobody from then on', async () => {
  desk = await openDesk()
  const ben = desk.member('Ben')
  const rule = { id: 'billing', words: ['invoice'], match: 'word', assignTo: ben } as const
  await desk.threadline.settings.changeLine('main', { keywordRules: [rule] })
  desk.sandbox.slack.deactivate(ben)
  await expect.poll(alertsByNow).toEqual([expect.stringMatching(/This account is deactivated/)])
})
