import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer, day, minute } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { buttons, cards, inbox, marks, textIn, topLevel } from './support/shown.js'

const at = atDesk()
const { text, say, root, thread, whispers, channelId } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

async function permalinkOf(ts: string): Promise<string> {
  const query = new URLSearchParams({ channel: channelId(), message_ts: ts })
  const answer = await fetch(`${desk.sandbox.slackApiUrl}chat.getPermalink?${query}`, {
    headers: { authorization: `Bearer ${desk.sandbox.slack.identity.botToken}` },
  })
  const { permalink } = (await answer.json()) as { readonly permalink: string }
  return permalink
}

describe('A10, A11 the card', () => {
  async function waitForCard(): Promise<string> {
    await text('Hi')
    await say('Hello', root())
    desk.clock.advance(3 * minute)
    await text('Anybody there?')
    expect(cards(desk)).toHaveLength(1)
    return cards(desk)[0]!.ts
  }

  it('is posted at once when the conversation was quiet', waitForCard)

  it('waits until nothing has happened for three minutes', async () => {
    await text('Hi')
    await text('Anybody there?')
    await desk.pass(170_000)
    expect(cards(desk)).toHaveLength(0)
    await desk.pass(10_000)
    expect(cards(desk)).toHaveLength(1)
  })

  it('is not posted when somebody has answered', async () => {
    await text('Hi')
    await text('Anybody there?')
    await say('Yes', root())
    await desk.pass(5 * minute)
    expect(cards(desk)).toHaveLength(0)
  })

  it('is one: a new one takes the place of the old, at the bottom', async () => {
    const old = await waitForCard()
    desk.clock.advance(4 * minute)
    await text('Hello??')
    expect(cards(desk)).toHaveLength(1)
    expect(cards(desk)[0]!.ts > old).toBe(true)
    expect(topLevel(desk).at(-1)!.ts).toBe(cards(desk)[0]!.ts)
  })

  it('leads to the thread by its Reply button', async () => {
    await waitForCard()
    const [reply] = buttons(cards(desk)[0]!)
    const [link, permalink] = [new URL(String(reply?.['url'])), new URL(await permalinkOf(root()))]
    expect(link.origin + link.pathname).toBe(permalink.origin + permalink.pathname)
    expect(link.searchParams.get('thread_ts')).toBe(root())
    expect(link.searchParams.get('cid')).toBe(channelId())
  })

  it('goes when somebody answers', async () => {
    await waitForCard()
    await say('Here I am', root())
    expect(cards(desk)).toHaveLength(0)
  })

  it.each([
    ['at once', 0],
    ['after weeks', 40 * day],
  ])('goes when somebody hides it, %s', async (_, ms) => {
    const ts = await waitForCard()
    desk.clock.advance(ms)
    await desk.settle()
    const answer = await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts, actionId: 'threadline:hide' })
    await desk.settle()
    expect(answer.type).toBe('answered')
    expect(cards(desk)).toHaveLength(0)
    await desk.pass(5 * minute)
    expect(cards(desk)).toHaveLength(0)
  })

  it('does not carry an answer written under it, and says so', async () => {
    const ts = await waitForCard()
    await say('Here I am', ts)
    expect(inbox(desk, customer)).toEqual(['Hello'])
    expect(whispers(ana)).toEqual([expect.stringContaining('Not sent')])
  })
})

describe('A13 the marks', () => {
  it('show that a text was delivered', async () => {
    await text('Hi')
    const reply = await say('Hello', root())
    expect(marks(desk, reply)).toContain('vibration_mode')
    expect(marks(desk, reply)).not.toContain('x')
    await desk.pass(10 * minute)
    expect(marks(desk, reply)).toContain('vibration_mode')
  })

  it.each([
    ['landline', 'looks like a landline'],
    ['off', 'phone is off'],
    ['unknown', 'not in service'],
  ] as const)('and the words under them tell why a text to a phone that is %s failed', async (kind, reason) => {
    desk.sandbox.carrier.addPhone({ number: customer, kind })
    await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    expect(marks(desk, root())).toContain('x')
    expect(marks(desk, root())).not.toContain('vibration_mode')
    const explanation = thread(root()).at(-1)
    expect(explanation?.ts).not.toBe(root())
    expect(textIn(explanation?.blocks)).toContain(reason)
  })

  it('and one click sends it again once the phone is back', async () => {
    await text('Hi')
    desk.sandbox.carrier.addPhone({ number: customer, kind: 'off' })
    await say('Hello', root())
    const explanation = thread(root()).at(-1)
    desk.sandbox.carrier.addPhone({ number: customer, kind: 'mobile' })
    const { ts = '' } = explanation ?? {}
    await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts, actionId: 'threadline:retry' })
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello'])
    expect(marks(desk, thread(root()).at(-1)?.ts ?? '')).toContain('vibration_mode')
  })
})
