import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from './support/emulated-slack.js'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

// Every claim here is read from the state of a Slack and a Twilio that nobody here wrote.

const maria = '+14155550123'
const jonas = '+14155550124'

let desk: WitnessDesk
beforeEach(async () => {
  desk = await openWitnessDesk()
})
afterEach(() => desk.stop())

async function texts(from: string, body: string): Promise<void> {
  await desk.carrier.text(from, body)
  await desk.settled()
}

async function onlyRoot(): Promise<SlackMessage> {
  const [root, ...others] = await desk.slack.roots()
  expect(others).toEqual([])
  if (!root) throw new Error('There is no thread.')
  return root
}

const wordsIn = async (root: SlackMessage) => (await desk.slack.thread(root.ts)).map(({ text }) => text)
const bodiesTo = async (customer: string) => (await desk.carrier.outbox(customer)).map(({ body }) => body)

describe('a customer texts', () => {
  it('one contact has one root, and later texts are replies to it in order', async () => {
    for (const body of ['Is it ready?', 'Hello?', 'It is Maria.']) await texts(maria, body)

    const root = await onlyRoot()
    expect(root.user).toBe(desk.slack.idOf('desk'))
    expect(await wordsIn(root)).toEqual(['Is it ready?', 'Hello?', 'It is Maria.'])
  })

  it('two contacts have two roots, and their texts stay apart', async () => {
    await texts(maria, 'from Maria')
    await texts(jonas, 'from Jonas')
    await texts(maria, 'again from Maria')

    const roots = await desk.slack.roots()
    expect(await Promise.all(roots.map(wordsIn))).toEqual([['from Maria', 'again from Maria'], ['from Jonas']])
  })

  it('two first texts at the same moment make one root', async () => {
    await Promise.all([desk.carrier.text(maria, 'one'), desk.carrier.text(maria, 'two')])
    await desk.settled()

    expect((await wordsIn(await onlyRoot())).toSorted()).toEqual(['one', 'two'])
  })

  it('a text in a known conversation costs one call to Slack', async () => {
    await texts(maria, 'first')
    const before = desk.toSlack.calls.length
    await texts(maria, 'second')

    expect(desk.toSlack.calls.slice(before).map(({ path }) => path)).toEqual(['/api/chat.postMessage'])
  })

  it('the characters of a text arrive as those characters, and as no markup', async () => {
    const body = '<!channel> *bold* @everyone <http://evil.example|bank> & <@U0WITNESS01>'
    await texts(maria, body)

    const { blocks, text } = await onlyRoot()
    expect(text).toBe('&lt;!channel&gt; *bold* @everyone &lt;http://evil.example|bank&gt; &amp; &lt;@U0WITNESS01&gt;')
    const elements = elementsIn(blocks ?? [])
    expect(elements.map((element) => element.text ?? '').join('')).toContain(body)
    expect(elements.filter(({ type }) => ['user', 'usergroup', 'broadcast', 'mrkdwn'].includes(type))).toEqual([])
  })
})

describe('a teammate answers', () => {
  it('a reply in the thread is one text to that contact, and to nobody else', async () => {
    await texts(maria, 'from Maria')
    await texts(jonas, 'from Jonas')
    const [root] = await desk.slack.roots()
    await desk.write('ana', 'Come by any time &amp; bring cake :cake:', root)

    expect(await desk.carrier.outbox(maria)).toMatchObject([
      { from: desk.carrier.number, to: maria, body: 'Come by any time & bring cake 🍰' },
    ])
    expect(await bodiesTo(jonas)).toEqual([])
  })

  it('several replies are as many texts, in order, and the desk posts none of them again', async () => {
    await texts(maria, 'Hi')
    const root = await onlyRoot()
    for (const reply of ['one', 'two', 'three']) await desk.write('ana', reply, root)

    expect(await bodiesTo(maria)).toEqual(['one', 'two', 'three'])
    expect(await wordsIn(root)).toEqual(['Hi', 'one', 'two', 'three'])
  })

  it('each status is one reaction of the desk on the reply, however often and in whatever order it comes', async () => {
    await texts(maria, 'Hi')
    const root = await onlyRoot()
    const { message } = await desk.write('ana', 'Hello!', root)
    const [sent] = await desk.carrier.outbox(maria)
    const reactions = async () =>
      (await desk.slack.thread(root.ts)).find(({ ts }) => ts === message.ts)?.reactions ?? []

    expect(await reactions()).toEqual([])
    for (const status of ['sent', 'delivered', 'sent', 'sending', 'delivered'] as const) {
      await desk.carrier.report(sent?.sid ?? '', status)
      await desk.settled()
    }

    const users = [desk.slack.idOf('desk')]
    expect(await reactions()).toEqual([
      { name: 'heavy_check_mark', users, count: 1 },
      { name: 'vibration_mode', users, count: 1 },
    ])
    expect(desk.toSlack.callsTo('/api/reactions.add')).toHaveLength(2)
  })

  it('a text that was not delivered is marked, and the thread says so', async () => {
    await texts(maria, 'Hi')
    const root = await onlyRoot()
    await desk.write('ana', 'Hello!', root)
    const [sent] = await desk.carrier.outbox(maria)
    await desk.carrier.report(sent?.sid ?? '', 'undelivered')
    await desk.settled()

    const [, reply, ...notices] = await desk.slack.thread(root.ts)
    expect(reply?.reactions?.map(({ name }) => name)).toEqual(['x'])
    expect(notices).toMatchObject([{ user: desk.slack.idOf('desk') }])
    expect(await bodiesTo(maria)).toEqual(['Hello!'])
  })

  it('a power command opens a second conversation, with a thread of its own', async () => {
    await texts(maria, 'Hi')
    await desk.write('ana', `send ${jonas} Hello Jonas`)
    const [, command, second, ...others] = await desk.slack.roots()
    expect(others).toEqual([])
    expect(command?.user).toBe(desk.slack.idOf('ana'))
    expect(second?.user).toBe(desk.slack.idOf('desk'))
    expect(second?.text).toContain('Hello Jonas')
    expect(await bodiesTo(jonas)).toEqual(['Hello Jonas'])

    await texts(jonas, 'Who is this?')
    await desk.write('ben', 'Support.', second)
    expect(await bodiesTo(jonas)).toEqual(['Hello Jonas', 'Support.'])
    expect(await bodiesTo(maria)).toEqual([])
    expect((await desk.slack.thread(second?.ts ?? '')).slice(1).map(({ text }) => text)).toEqual([
      'Who is this?',
      'Support.',
    ])
  })
})

describe('nobody answers', () => {
  it('the text that made the thread needs no card beside it', async () => {
    await texts(maria, 'Is anybody there?')
    await desk.pass(200)

    await onlyRoot()
  })

  it('after three quiet minutes a card stands in the channel, and the answer takes it away', async () => {
    await texts(maria, 'Hi')
    const root = await onlyRoot()
    await texts(maria, 'Is anybody there?')
    await desk.pass(179)
    await onlyRoot()
    await desk.pass(1)
    const [, card, ...others] = await desk.slack.roots()
    expect(others).toEqual([])
    expect(card?.user).toBe(desk.slack.idOf('desk'))
    expect(JSON.stringify(card?.blocks)).toContain(`https://emulate.slack.com/archives/${desk.slack.channelId}/`)

    await desk.write('ana', 'We are.', root)
    expect((await onlyRoot()).ts).toBe(root.ts)
    expect(await bodiesTo(maria)).toEqual(['We are.'])
  })
})

interface Element {
  readonly type: string
  readonly text?: string
}

/** Every element of blocks, however deep. */
function elementsIn(value: unknown): readonly Element[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(elementsIn)
  const { text, type } = value as { readonly text?: unknown; readonly type?: unknown }
  return typeof type === 'string' ? [{ type, ...(typeof text === 'string' && { text }) }, ...inner] : inner
}
