import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'
import type { Fault } from './support/relay.js'

// Everything at once: many customers, lost calls, lost answers, limits and repetitions.

const customers = Array.from({ length: 12 }, (_, index) => `+141555501${String(index + 40)}`)
const words = ['one', 'two', 'three', 'four', 'five']
const answers = ['first answer', 'second answer']
const tooMany: Fault = { type: 'answer', status: 429, headers: { 'retry-after': '1' } }

let desk: WitnessDesk
beforeEach(async () => {
  desk = await openWitnessDesk()
})
afterEach(() => desk.stop())

it('every text appears once and in order, and every reply is texted once and in order', async () => {
  desk.toSlack.failWhen((_path, count) => badLuck(count))
  desk.toCarrier.failWhen((_path, count) => (count % 3 === 0 ? { type: 'lose-answer' } : everySeventh(count)))

  await Promise.all(customers.map(textAll))
  await Promise.all(desk.toDesk.calls.filter((_, index) => index % 5 === 0).map((call) => desk.toDesk.repeat(call)))
  // A post a second, and no card before three minutes.
  await desk.pass(170)
  const roots = await desk.slack.roots()
  expect(roots).toHaveLength(customers.length)

  for (const answer of answers) await Promise.all(roots.map((root) => desk.write('ana', answer, root)))
  await Promise.all(customers.map(reportAll))
  await desk.pass(180)

  expect(await desk.slack.roots()).toHaveLength(customers.length)
  for (const root of roots) {
    const [asked, answered] = split(await desk.slack.thread(root.ts))
    expect(asked.map(({ text }) => text)).toEqual(words)
    expect(answered.map(({ text }) => text)).toEqual(answers)
    for (const { reactions } of answered) {
      expect(reactions).toContainEqual({ name: 'vibration_mode', users: [desk.slack.idOf('desk')], count: 1 })
    }
  }
  for (const customer of customers) {
    expect((await desk.carrier.outbox(customer)).map(({ body }) => body)).toEqual(answers)
  }
})

/** A customer writes one text after the other; customers do not wait for each other. */
async function textAll(customer: string): Promise<void> {
  for (const word of words) await desk.carrier.text(customer, word)
}

/** The news of a customer's texts comes late, out of order and twice. */
async function reportAll(customer: string): Promise<void> {
  await desk.pass(1)
  for (const { sid } of await desk.carrier.outbox(customer)) {
    for (const status of ['delivered', 'sent', 'delivered'] as const) await desk.carrier.report(sid, status)
  }
}

function badLuck(count: number): Fault | undefined {
  if (count % 5 === 0) return { type: 'lose-answer' }
  if (count % 11 === 0) return { type: 'lose-call' }
  return everySeventh(count)
}

function everySeventh(count: number): Fault | undefined {
  return count % 7 === 0 ? tooMany : undefined
}

/** What the desk posted in a thread, and what people wrote. */
function split<Message extends { readonly user: string }>(
  thread: readonly Message[],
): readonly [readonly Message[], readonly Message[]] {
  const isOurs = ({ user }: Message) => user === desk.slack.idOf('desk')
  return [thread.filter(isOurs), thread.filter((message) => !isOurs(message))]
}
