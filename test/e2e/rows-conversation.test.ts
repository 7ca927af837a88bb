import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer, day, minute } from './support/at-desk.js'
import { deskNumber, type TestDesk } from './support/desk.js'
import { inbox, marks, ownPosts, rootOf, textIn } from './support/shown.js'
import { inboundForm, messageEnvelope, postAsSlack, postAsTwilio } from './support/signed.js'

const at = atDesk()
const { text, say, root, thread, whispers, channelId } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

describe('A5 a thread is a conversation', () => {
  it('texts every reply of every member, in order', async () => {
    await text('Hi')
    const { ts } = rootOf(desk, customer)
    for (const [name, words] of [
      ['Ana', 'One'],
      ['Ben', 'Two'],
      ['Ana', 'Three'],
    ] as const) {
      desk.sandbox.slack.say({ as: desk.member(name), channel: 'sms', thread: ts, text: words })
    }
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['One', 'Two', 'Three'])
  })

  it('texts replies in order also when Slack lost the answer to the root', async () => {
    desk.sandbox.faults.slack.add({ on: 'chat.postMessage', fault: { type: 'accept-then-drop' }, times: 1 })
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
    await desk.settled()
    desk.sandbox.slack.say({ as: ana, channel: 'sms', thread: root(), text: 'One' })
    await desk.settle()
    await say('Two', root())
    await desk.pass(7 * minute)
    expect(inbox(desk, customer)).toEqual(['One', 'Two'])
  })

  it('never loses a reply in silence while the root cannot be read back', async () => {
    desk.sandbox.faults.slack.add({ on: 'chat.postMessage', fault: { type: 'accept-then-drop' }, times: 1 })
    desk.sandbox.faults.slack.add({ on: /^conversations\./, fault: { type: 'error', status: 500 } })
    await text('Hi')
    await say('One', root())
    await desk.pass(70 * minute)
    const isSaid = whispers(ana).some((words) => words.includes('Not sent'))
    expect(isSaid || inbox(desk, customer).includes('One')).toBe(true)

    desk.sandbox.faults.slack.clear()
    await desk.pass(10 * minute)
    await say('Two', root())
    expect(inbox(desk, customer).filter((words) => words === 'Two')).toHaveLength(1)
    expect(thread(root()).filter(({ text: words }) => words === 'Hi')).toHaveLength(1)
  })

  it('stays the same after weeks, in both directions', async () => {
    await text('Hi')
    const { ts } = rootOf(desk, customer)
    desk.clock.advance(40 * day)
    await desk.settle()
    await text('Me again')
    await say('Welcome back', ts)
    expect(rootOf(desk, customer).ts).toBe(ts)
    expect(thread(ts).map(({ text: words }) => words)).toEqual(['Hi', 'Me again', 'Welcome back'])
    expect(inbox(desk, customer)).toEqual(['Welcome back'])
  })

  it('does not send what a guest writes, and says so', async () => {
    await text('Hi')
    const { ts } = rootOf(desk, customer)
    const guestReply = await say('Psst', ts, desk.member('Guest'))
    expect(inbox(desk, customer)).toEqual([])
    expect(marks(desk, guestReply)).toEqual([])
    expect(thread(ts).some(({ text: words }) => /not sent.*guest/i.test(words))).toBe(true)
  })

  it.each([
    ['of another app', () => void desk.sandbox.slack.sayAsOtherApp({ channel: 'sms', thread: root(), text: 'Beep' })],
    [
      'of a bot without a user',
      () => void desk.sandbox.slack.sayAsOtherApp({ channel: 'sms', thread: root(), text: 'Beep', isLegacy: true }),
    ],
    ['that is a note', () => void desk.sandbox.slack.say({ as: ana, channel: 'sms', thread: root(), text: '// vip' })],
    ['beside the thread', () => void desk.sandbox.slack.say({ as: ana, channel: 'sms', text: 'Lunch?' })],
  ])('does not send a message %s', async (_, write) => {
    await text('Hi')
    write()
    await desk.settle()
    expect(inbox(desk, customer)).toEqual([])
  })

  it('does not text again when a reply is edited or deleted', async () => {
    await text('Hi')
    const reply = await say('Yes', root())
    desk.sandbox.slack.edit({ as: ana, channel: 'sms', ts: reply, text: 'No' })
    await desk.settle()
    desk.sandbox.slack.delete({ as: ana, channel: 'sms', ts: reply })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Yes'])
  })
})

describe('A6 the first text of a new contact', () => {
  it('makes one root also when two come at once', async () => {
    const forms = ['One', 'Two'].map((body, index) =>
      inboundForm(desk, { sid: `SM${String(index).repeat(32)}`, from: customer, body }),
    )
    const answers = await Promise.all(forms.map((form) => postAsTwilio(desk, form)))
    await desk.settle()
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const words = thread(root()).map(({ text: shown }) => shown)
    expect(words.toSorted()).toEqual(['One', 'Two'])
  })

  it('makes one root also when Slack and a text begin it at once', async () => {
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
    desk.sandbox.slack.say({ as: ana, channel: 'sms', text: 'send 4155550123 Hello' })
    await desk.threadline.send({ to: customer, text: 'From the shop' })
    await desk.settle()
    expect(thread(root())).toHaveLength(3)
    expect(inbox(desk, customer).toSorted()).toEqual(['From the shop', 'Hello'])
  })

  it('shows a picture without words', async () => {
    const picture = { contentType: 'image/png', content: new Uint8Array([1, 2, 3]) }
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, media: [picture] })
    await desk.settle()
    expect(textIn(rootOf(desk, customer).blocks)).toMatch(/image|picture/i)
  })
})

describe('duplicates', () => {
  it('of every webhook change nothing', async () => {
    const everyTime = { fault: { type: 'duplicate', copies: 2 } } as const
    desk.sandbox.webhooks.slack.faults.add(everyTime)
    desk.sandbox.webhooks.carrier.faults.add(everyTime)
    await text('Hi')
    await say('@threadline')
    await say('Yes?', root())
    await say('send 4155550124 Hello')
    expect(inbox(desk, customer)).toEqual(['Yes?'])
    expect(inbox(desk, '+14155550124')).toEqual(['Hello'])
    expect(thread(root())).toHaveLength(2)
    expect(ownPosts(desk)).toHaveLength(3)
  })

  it('that Slack marks as retries change nothing', async () => {
    await text('Hi')
    const event = { user: ana, channel: channelId(), ts: '1893456100.000100', thread_ts: root(), text: 'Yes?' }
    const parent = { parent_user_id: desk.sandbox.slack.identity.botUserId, client_msg_id: 'a-b-c' }
    const body = messageEnvelope(desk, { ...event, ...parent }, 'Ev0RETRIED')
    expect((await postAsSlack(desk, body)).status).toBe(200)
    for (const number of ['1', '2', '3']) {
      const headers = { 'x-slack-retry-num': number, 'x-slack-retry-reason': 'http_timeout' }
      const { status } = await postAsSlack(desk, body, { headers })
      expect(status).toBe(200)
    }
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Yes?'])
  })
})
