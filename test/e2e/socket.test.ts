import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { inbox, marks, ownPosts, rootOf } from './support/shown.js'
import { unreliableStorage } from './support/unreliable-storage.js'

const customer = '+14155550123'
let desk: TestDesk
afterEach(() => desk.stop())

async function text(body: string): Promise<void> {
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
  await desk.settle()
}

const say = (words: string, thread?: string): string =>
  desk.sandbox.slack.say({
    as: desk.member('Ana'),
    channel: 'sms',
    text: words,
    ...(thread === undefined ? {} : { thread }),
  })

it('a text comes in, a reply goes out, and the marks tick, with no webhook of Slack at all', async () => {
  desk = await openDesk({ isOnSocket: true })
  await text('Hi')
  const reply = say('Hello', rootOf(desk, customer).ts)
  await desk.settle()
  expect(inbox(desk, customer)).toEqual(['Hello'])
  expect(marks(desk, reply)).toContain('vibration_mode')
  expect(desk.sandbox.webhooks.slack.deliveries).toEqual([])
  expect(desk.sandbox.slack.sockets.connections()).toBe(1)
})

it('the dashboard opens a form, which suggests, tells what is wrong, and sends', async () => {
  desk = await openDesk({ isOnSocket: true })
  const { slack } = desk.sandbox
  const as = desk.member('Ana')
  say('@threadline')
  await desk.settle()
  await slack.click({ as, channel: 'sms', ts: ownPosts(desk)[0]!.ts, actionId: 'threadline:send-text' })
  const [offer] = await slack.suggest({ as, blockId: 'to', query: '(415) 555-0123' })
  const to = offer?.value ?? ''
  expect((await slack.submit({ as, values: { to, text: '  ' } })).type).toBe('errors')
  expect((await slack.submit({ as, values: { to, text: 'Hello' } })).type).toBe('closed')
  await desk.settle()
  expect(inbox(desk, customer)).toEqual(['Hello'])
  expect(rootOf(desk, customer).text).toContain('Hello')
})

it('a command is answered in its acknowledgement, to its author alone', async () => {
  desk = await openDesk({ isOnSocket: true })
  const as = desk.member('Ana')
  await desk.sandbox.slack.command({ as, channel: 'sms', command: '/sms', text: '4155550123 Hello' })
  await desk.settle()
  expect(inbox(desk, customer)).toEqual(['Hello'])
  expect(desk.sandbox.slack.ephemerals(as)).toMatchObject([{ text: 'On its way to +1 415 555 0123.' }])
})

it('a delivery that is not committed is not acknowledged, comes again, and is texted once', async () => {
  const storage = unreliableStorage(memoryStorage())
  desk = await openDesk({ isOnSocket: true, storage })
  await text('Hi')
  storage.fail('not-committed', 'committed-unheard')
  say('Hello', rootOf(desk, customer).ts)
  await tick(() => storage.failures() === 2)
  // What has not been acknowledged within three seconds is given up.
  desk.clock.advance(3_000)
  await desk.pass(2 * 60_000)
  expect(storage.failures()).toBe(2)
  expect(desk.log.lines.filter(({ message }) => message.includes('comes again')).length).toBeGreaterThanOrEqual(2)
  expect(inbox(desk, customer)).toEqual(['Hello'])
})

it('a socket that Slack wants renewed is renewed, and nothing is lost meanwhile', async () => {
  desk = await openDesk({ isOnSocket: true })
  await text('Hi')
  const thread = rootOf(desk, customer).ts
  desk.sandbox.slack.sockets.refresh('refresh_requested')
  for (const words of ['One', 'Two', 'Three']) say(words, thread)
  await tick(() => inbox(desk, customer).length === 3)
  await desk.pass(2 * 60_000)
  expect(inbox(desk, customer).toSorted()).toEqual(['One', 'Three', 'Two'])
  expect(desk.sandbox.slack.sockets.connections()).toBe(1)
})

/** Moves time on while the other side waits for it, until something has come about. */
async function tick(hasHappened: () => boolean): Promise<void> {
  for (let turn = 0; !hasHappened(); turn += 1) {
    if (turn > 100_000) throw new Error('It did not happen.')
    if (turn % 500 === 499) desk.clock.advance(1_000)
    await nextTurn()
  }
}
