import { afterEach, beforeEach } from 'vitest'
import { deskNumber, openDesk, type TestDesk } from './desk.js'
import { rootOf } from './shown.js'

export const customer = '+14155550123'
export const minute = 60_000
export const day = 24 * 60 * minute

/** A desk of its own for every test of a file, and what is done at it again and again. Ana is the one who writes. */
export function atDesk() {
  let desk: TestDesk
  beforeEach(async () => void (desk = await openDesk()))
  afterEach(() => desk.stop())

  const slack = () => desk.sandbox.slack
  const root = () => rootOf(desk, customer).ts
  return {
    desk: () => desk,
    /** The customer texts. */
    async text(body: string): Promise<void> {
      desk.sandbox.carrier.text({ from: customer, to: deskNumber, body })
      await desk.settle()
    },
    /** Somebody writes in #sms. */
    async say(words: string, thread?: string, as = desk.member('Ana')): Promise<string> {
      const ts = slack().say({ as, channel: 'sms', text: words, ...(thread === undefined ? {} : { thread }) })
      await desk.settle()
      return ts
    },
    /** Timestamp of the one root with the customer. */
    root,
    thread: (ts: string) => slack().thread('sms', ts),
    /** What only this member was shown. */
    whispers: (member: string) =>
      slack()
        .ephemerals(member)
        .map(({ text }) => text),
    channelId: () =>
      slack()
        .channels()
        .find(({ name }) => name === 'sms')?.id ?? '',
  }
}
