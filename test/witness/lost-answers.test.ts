import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

// A relay passes a call on, and loses the answer. What is left of that stands in a Slack and a Twilio of others.

const maria = '+14155550123'
const posts = '/api/chat.postMessage'
const webhook = '/threadline/sms/twilio'

let desk: WitnessDesk
let sending: string
beforeEach(async () => {
  desk = await openWitnessDesk()
  sending = `/2010-04-01/Accounts/${desk.carrier.accountSid}/Messages.json`
})
afterEach(() => desk.stop())

async function texts(body: string): Promise<void> {
  await desk.carrier.text(maria, body)
  await desk.settled()
}

const sendings = () => desk.toCarrier.callsTo(sending).filter(({ method }) => method === 'POST')
const readings = () => desk.toCarrier.callsTo(sending).filter(({ method }) => method === 'GET')
const bodies = async () => (await desk.carrier.outbox(maria)).map(({ body }) => body)
const wordsIn = async (root: string) => (await desk.slack.thread(root)).map(({ text }) => text)

describe('Slack took a post, and its answer was lost', () => {
  it('a root is found by its metadata: there is one, and the next text is a reply to it', async () => {
    desk.toSlack.failNext(posts, { type: 'lose-answer' })
    await texts('first')
    expect(await desk.slack.roots()).toHaveLength(1)
    await texts('second')
    await desk.pass(30)

    const [root, ...others] = await desk.slack.roots()
    expect(others).toEqual([])
    expect(root).not.toHaveProperty('client_msg_id')
    expect(root?.metadata?.event_payload).toEqual({ id: expect.stringMatching(/./) })
    expect(await wordsIn(root?.ts ?? '')).toEqual(['first', 'second'])
    expect(desk.toSlack.callsTo(posts)).toHaveLength(2)
    const looks = desk.toSlack.callsTo('/api/conversations.history')
    expect(looks.map(({ body }) => new URLSearchParams(body).get('include_all_metadata'))).toEqual(['true'])
  })

  it('a reply in a thread is found there: it stands there once, before the next one', async () => {
    await texts('first')
    desk.toSlack.failNext(posts, { type: 'lose-answer' })
    await texts('second')
    await texts('third')
    await desk.pass(30)

    const [root] = await desk.slack.roots()
    expect(await wordsIn(root?.ts ?? '')).toEqual(['first', 'second', 'third'])
    expect(desk.toSlack.callsTo(posts)).toHaveLength(3)
    expect(desk.toSlack.callsTo('/api/conversations.replies')).toHaveLength(1)
  })

  it('the answer to the look is lost as well: Slack is asked again, and nothing is posted again', async () => {
    desk.toSlack.failNext(posts, { type: 'lose-answer' })
    desk.toSlack.failNext('/api/conversations.history', { type: 'lose-answer' })
    await texts('first')
    await desk.pass(30)

    expect(await desk.slack.roots()).toHaveLength(1)
    expect(desk.toSlack.callsTo(posts)).toHaveLength(1)
    expect(desk.toSlack.callsTo('/api/conversations.history')).toHaveLength(2)
  })

  it('a teammate answers before the root was found: the reply waits for it, and is texted once', async () => {
    desk.toSlack.failNext(posts, { type: 'lose-answer' })
    await texts('first')
    const [root] = await desk.slack.roots()
    const reply = await desk.writeUnnoticed('ana', 'Hello!', root)

    expect(await desk.notice(reply)).toBe(200)
    expect(await bodies()).toEqual([])
    await desk.pass(5)
    expect(await desk.notice(reply)).toBe(200)
    await desk.settled()
    expect(await bodies()).toEqual(['Hello!'])
  })

  it('a reaction whose answer was lost is there once', async () => {
    await texts('first')
    const [root] = await desk.slack.roots()
    const { message } = await desk.write('ana', 'Hello!', root)
    const [sent] = await desk.carrier.outbox(maria)
    desk.toSlack.failNext('/api/reactions.add', { type: 'lose-answer' })
    await desk.carrier.report(sent?.sid ?? '', 'delivered')
    await desk.pass(5)

    const reply = (await desk.slack.thread(root?.ts ?? '')).find(({ ts }) => ts === message.ts)
    expect(reply?.reactions).toMatchObject([{ name: 'vibration_mode', count: 1 }])
    expect(desk.toSlack.callsTo('/api/reactions.add')).toHaveLength(2)
  })
})

describe('Slack did not take a post', () => {
  it('one that never got there is posted once nobody can doubt that', async () => {
    desk.toSlack.failNext(posts, { type: 'lose-call' })
    await texts('first')
    expect(await desk.slack.roots()).toEqual([])
    await desk.pass(45)

    expect(await desk.slack.roots()).toMatchObject([{ text: 'first' }])
    expect(desk.toSlack.callsTo(posts)).toHaveLength(2)
  })

  it('one that was too many is posted after the wait Slack asked for, in its place', async () => {
    await texts('first')
    desk.toSlack.failNext(posts, { type: 'answer', status: 429, headers: { 'retry-after': '7' } })
    await texts('second')
    await texts('third')
    await desk.pass(6)
    const [root] = await desk.slack.roots()
    expect(await wordsIn(root?.ts ?? '')).toEqual(['first'])
    await desk.pass(2)

    expect(await wordsIn(root?.ts ?? '')).toEqual(['first', 'second', 'third'])
  })
})

describe('Twilio took a text, and its answer was lost', () => {
  it('its status callback says that it has the text: nothing is looked up, nothing is sent again', async () => {
    await texts('Hi')
    const [root] = await desk.slack.roots()
    desk.toCarrier.failNext(sending, { type: 'lose-answer' })
    await desk.write('ana', 'Hello!', root)
    await desk.pass(300)

    expect(await bodies()).toEqual(['Hello!'])
    expect(sendings()).toHaveLength(1)
    expect(readings()).toEqual([])
    expect(await wordsIn(root?.ts ?? '')).toEqual(['Hi', 'Hello!'])
  })

  it('the status callback is lost too: it is found in the list, and followed from there', async () => {
    await texts('Hi')
    const [root] = await desk.slack.roots()
    desk.toCarrier.failNext(sending, { type: 'lose-answer' })
    desk.toDesk.failNext(webhook, { type: 'lose-call' })
    const { message } = await desk.write('ana', 'Hello!', root)
    await desk.pass(300)

    expect(await bodies()).toEqual(['Hello!'])
    expect(sendings()).toHaveLength(1)
    expect(readings()).not.toEqual([])
    expect(await wordsIn(root?.ts ?? '')).toEqual(['Hi', 'Hello!'])

    const [sent] = await desk.carrier.outbox(maria)
    await desk.carrier.report(sent?.sid ?? '', 'delivered')
    await desk.settled()
    const reply = (await desk.slack.thread(root?.ts ?? '')).find(({ ts }) => ts === message.ts)
    expect(reply?.reactions).toMatchObject([{ name: 'vibration_mode', count: 1 }])
  })

  it('a text that never got there is not sent again by itself: a person is asked', async () => {
    await texts('Hi')
    const [root] = await desk.slack.roots()
    desk.toCarrier.failNext(sending, { type: 'lose-call' })
    await desk.write('ana', 'Hello!', root)
    await desk.pass(600)

    expect(await bodies()).toEqual([])
    expect(sendings()).toHaveLength(1)
    const [, , question, ...others] = await desk.slack.thread(root?.ts ?? '')
    expect(others).toEqual([])
    expect(JSON.stringify(question?.blocks)).toContain('resend')
  })
})
