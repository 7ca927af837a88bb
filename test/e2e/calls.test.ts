import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { marks, rootOf } from './support/shown.js'

const customer = '+14155550123'
let desk: TestDesk
beforeEach(async () => {
  desk = await openDesk()
  desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
  await desk.settle()
})
afterEach(() => desk.stop())

/** Methods of Slack that are called while something happens, and what is still done in the seconds after it. */
async function callsDuring(happening: () => void): Promise<readonly string[]> {
  const before = desk.sandbox.slack.calls.length
  happening()
  await desk.settle()
  return desk.sandbox.slack.calls.slice(before).map(({ method }) => method)
}

const say = (name: string, text: string) => (): void =>
  void desk.sandbox.slack.say({ as: desk.member(name), channel: 'sms', thread: rootOf(desk, customer).ts, text })

describe('calls of Slack', () => {
  it('are one for a text in a known conversation', async () => {
    for (const body of ['One', 'Two', 'Three']) {
      const calls = await callsDuring(() => desk.sandbox.carrier.text({ from: customer, to: deskNumber, body }))
      expect(calls).toEqual(['chat.postMessage'])
    }
  })

  it('are one for the first text of a new contact', async () => {
    const text = { from: '+14155550124', to: deskNumber, body: 'Hello' }
    expect(await callsDuring(() => desk.sandbox.carrier.text(text))).toEqual(['chat.postMessage'])
  })

  it('are none for a duplicate', async () => {
    desk.sandbox.webhooks.carrier.faults.add({ on: 'inbound', fault: { type: 'duplicate', copies: 3 }, times: 1 })
    const calls = await callsDuring(() => desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hey' }))
    expect(calls).toEqual(['chat.postMessage'])
  })

  it('are none for what is said beside a thread', async () => {
    const chat = { as: desk.member('Ana'), channel: 'sms', text: 'Lunch?' }
    expect(await callsDuring(() => desk.sandbox.slack.say(chat))).toEqual([])
  })

  it('ask once who an author is, and not once per message', async () => {
    const calls = [
      ...(await callsDuring(say('Ana', 'One'))),
      ...(await callsDuring(say('Ana', 'Two'))),
      ...(await callsDuring(say('Ben', 'Three'))),
      ...(await callsDuring(say('Ana', 'Four'))),
    ]
    expect(calls.filter((method) => method === 'users.info')).toHaveLength(2)
  })

  it('ask once who an author is also when many of their messages come at once', async () => {
    const calls = await callsDuring(() => {
      for (let count = 0; count < 10; count += 1) say('Ana', `Message ${count}`)()
    })
    expect(calls.filter((method) => method === 'users.info')).toHaveLength(1)
  })
})

describe('a change of status', () => {
  it('costs one call at most, whatever the order', async () => {
    await desk.stop()
    desk = await openDesk()
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    const [text] = desk.sandbox.carrier.texts()
    const sid = text?.sid ?? ''
    expect(marks(desk, rootOf(desk, customer).ts)).toContain('vibration_mode')
    for (const status of ['sent', 'queued', 'delivered', 'sending', 'undelivered'] as const) {
      expect(await callsDuring(() => desk.sandbox.carrier.advance(sid, status))).toEqual([])
    }
  })

  it('that comes again costs nothing', async () => {
    desk.sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'duplicate', copies: 2 } })
    const calls = await callsDuring(say('Ana', 'Hello'))
    const reactions = calls.filter((method) => method === 'reactions.add')
    expect(reactions.length).toBeGreaterThan(0)
    expect(reactions.length).toBeLessThanOrEqual(2)
    // The first answer opens the conversation, which its head shows.
    expect(calls.filter((method) => method === 'chat.update')).toHaveLength(1)
    expect(new Set(calls)).toEqual(new Set(['users.info', 'chat.update', 'reactions.add']))
  })
})
