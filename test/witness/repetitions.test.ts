import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

// Twilio and Slack deliver at least once: the same webhook comes again, with the signature it had.

const maria = '+14155550123'
const jonas = '+14155550124'

let desk: WitnessDesk
beforeEach(async () => {
  desk = await openWitnessDesk()
})
afterEach(() => desk.stop())

/** Everything that Slack and Twilio hold of both conversations. */
async function everything(): Promise<unknown> {
  const roots = await desk.slack.roots()
  return {
    roots,
    threads: await Promise.all(roots.map(({ ts }) => desk.slack.thread(ts))),
    outboxes: await Promise.all([maria, jonas].map((customer) => desk.carrier.outbox(customer))),
  }
}

async function wholeStory(): Promise<void> {
  await desk.carrier.text(maria, 'Hi')
  await desk.settled()
  const [root] = await desk.slack.roots()
  await desk.write('ana', 'Hello Maria', root)
  await desk.write('ben', '// a note', root)
  await desk.write('ana', `send ${jonas} Hello Jonas`)
  for (const customer of [maria, jonas]) {
    const [sent] = await desk.carrier.outbox(customer)
    await desk.carrier.report(sent?.sid ?? '', 'sent')
    await desk.carrier.report(sent?.sid ?? '', 'delivered')
  }
  await desk.settled()
}

describe('webhooks come again', () => {
  it('all of them, in the order they came: they are taken and change nothing', async () => {
    await wholeStory()
    const before = await everything()
    const received = [...desk.toDesk.calls]
    expect(received).toHaveLength(10)

    for (const call of received) expect(await desk.toDesk.repeat(call)).toBeLessThan(300)
    await desk.pass(10)
    expect(await everything()).toEqual(before)
  })

  it('all of them at once: they are taken and change nothing', async () => {
    await wholeStory()
    const before = await everything()
    const received = [...desk.toDesk.calls]

    const statuses = await Promise.all([...received, ...received.toReversed()].map((call) => desk.toDesk.repeat(call)))
    expect(statuses.filter((status) => status >= 300)).toEqual([])
    await desk.pass(10)
    expect(await everything()).toEqual(before)
  })

  it('the same reply in two events at the same moment is one text', async () => {
    await desk.carrier.text(maria, 'Hi')
    await desk.settled()
    const [root] = await desk.slack.roots()
    const reply = await desk.writeUnnoticed('ana', 'Hello!', root)

    expect(await Promise.all([desk.notice(reply), desk.notice(reply)])).toEqual([200, 200])
    await desk.settled()
    expect(await desk.carrier.outbox(maria)).toMatchObject([{ body: 'Hello!' }])
  })

  it('a mention comes as two events: it is answered by one dashboard, and nobody is texted', async () => {
    await desk.carrier.text(maria, 'Hi')
    await desk.settled()
    const [root] = await desk.slack.roots()
    const mention = await desk.writeUnnoticed('ana', `<@${desk.slack.idOf('desk')}> help`, root)

    const twins = [
      desk.notice(mention, 'message'),
      desk.notice(mention, 'app_mention'),
      desk.notice(mention, 'app_mention'),
    ]
    expect(await Promise.all(twins)).toEqual([200, 200, 200])
    await desk.settled()
    const [, , dashboard, ...others] = await desk.slack.thread(root?.ts ?? '')
    expect(dashboard?.user).toBe(desk.slack.idOf('desk'))
    expect(others).toEqual([])
    expect(await desk.carrier.outbox(maria)).toEqual([])
  })

  it('a webhook that was changed on its way is not believed', async () => {
    await desk.carrier.text(maria, 'Hi')
    await desk.settled()
    const [root] = await desk.slack.roots()
    await desk.write('ana', 'Hello!', root)
    const before = await everything()

    for (const call of desk.toDesk.calls) {
      const changed = { ...call, body: call.body.replace(/Hi|Hello|queued/, 'Hey') }
      expect(changed.body).not.toBe(call.body)
      expect(await desk.toDesk.repeat(changed)).toBe(401)
    }
    await desk.settled()
    expect(await everything()).toEqual(before)
  })
})
