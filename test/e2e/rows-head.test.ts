import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import type { SlackMessage } from '@threadline/sandbox'
import { buttons, cards, inbox, richElements, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { text, say, root, whispers } = at

let desk: TestDesk
let ana: string
let ben: string
beforeEach(async () => {
  desk = at.desk()
  ;[ana, ben] = [desk.member('Ana'), desk.member('Ben')]
  await text('Hi, is my kettle ready?')
})

const shown = () => textIn(rootOf(desk, customer).blocks)

async function click(action: string): Promise<void> {
  await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts: root(), actionId: `threadline:${action}` })
  await desk.settle()
}

/** Chooses from the menu behind the buttons. */
async function choose(action: string): Promise<void> {
  const menu = buttons(rootOf(desk, customer)).find(({ type }) => type === 'overflow')
  const options = (menu?.['options'] ?? []) as readonly { readonly value: string }[]
  const option = options.find(({ value }) => value.startsWith(`${action} `))
  const where = { as: ana, channel: 'sms', ts: root(), actionId: 'threadline:menu' }
  await desk.sandbox.slack.click({ ...where, value: option?.value ?? '' })
  await desk.settle()
}

describe('A7 the head of the thread', () => {
  it('shows how the conversation stands, the first text, and what can be done', () => {
    expect(shown()).toContain('New')
    expect(shown()).toContain('Hi, is my kettle ready?')
    expect(buttons(rootOf(desk, customer)).map((button) => textIn(button))).toContain('Assign')
  })

  it('is open once somebody has answered, and closed once somebody closes it', async () => {
    await say('Yes', root())
    expect(shown()).toContain('Open')
    await choose('close')
    expect(shown()).toContain('Closed')
    await text('Thank you!')
    expect(shown()).toContain('Open')
    expect(shown()).toContain('Hi, is my kettle ready?')
  })
})

describe('A12 who looks after a conversation', () => {
  it('is said by the form, which proposes whoever opens it, and the head shows it', async () => {
    await click('assign')
    expect(await desk.sandbox.slack.submit({ as: ana, values: {} })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(shown()).toContain('Ana')
    await click('assign')
    await desk.sandbox.slack.submit({ as: ana, values: { assignee: ben } })
    await desk.settle()
    expect(shown()).toContain('Ben')
    expect(whispers(ben)).toEqual([expect.stringContaining('yours now')])
  })

  it('is nobody who may not text, and the form says so', async () => {
    const { id: guest } = desk.sandbox.slack.addMember({ name: 'Gil', kind: 'guest' })
    await click('assign')
    const answer = await desk.sandbox.slack.submit({ as: ana, values: { assignee: guest } })
    expect(answer).toMatchObject({ type: 'errors', errors: { assignee: expect.stringContaining('guest') as string } })
    await desk.settle()
    expect(shown()).not.toContain('Gil')
  })
})

describe('A12 the details', () => {
  it('are set in a form whose tags take what is typed, and the head shows them', async () => {
    await choose('details')
    const offers = await desk.sandbox.slack.suggest({ as: ana, blockId: 'tags', query: 'Kettle' })
    expect(offers).toMatchObject([{ value: 'kettle' }])
    const values = { status: 'pending', priority: 'urgent', subject: 'A kettle', tags: ['kettle'], note: 'Be nice' }
    expect(await desk.sandbox.slack.submit({ as: ana, values })).toEqual({ type: 'closed' })
    await desk.settle()
    for (const words of ['Pending', 'Urgent', 'A kettle', '🏷 kettle']) expect(shown()).toContain(words)
    expect(shown()).not.toContain('Be nice')
    await choose('details')
    await desk.sandbox.slack.submit({ as: ana, values: {} })
    await desk.settle()
    for (const words of ['Pending', 'Urgent', 'A kettle', '🏷 kettle']) expect(shown()).toContain(words)
  })
})

describe('A12 by reaction and by word', () => {
  const react = async (name: string): Promise<void> => {
    desk.sandbox.slack.react({ as: ana, channel: 'sms', ts: root(), name })
    await desk.settle()
  }

  it('👀 takes the conversation on, in whatever skin, and ✅ closes it', async () => {
    await react('eyes')
    expect(shown()).toContain('👤 Ana')
    await react('white_check_mark')
    expect(shown()).toContain('Closed')
    expect(shown()).not.toContain('👤')
  })

  it('the marks that the app puts on messages change nothing', async () => {
    await say('Yes', root())
    expect(shown()).toContain('Open')
    expect(shown()).not.toContain('👤')
  })

  it('“close” alone closes it and is not texted', async () => {
    await say('Close', root())
    expect(shown()).toContain('Closed')
    expect(inbox(desk, customer)).toEqual([])
    expect(whispers(ana)).toEqual([expect.stringContaining('Nothing was texted')])
    await say('reopen', root())
    expect(shown()).toContain('Open')
  })
})

describe('A10, A11 the card of a conversation that somebody looks after', () => {
  it('names its owner, can be assigned from there, and stays the same card', async () => {
    await desk.threadline.conversations.assign(conversationId(), ben)
    desk.clock.advance(180_000)
    await text('Anybody there?')
    const [card, ...others] = cards(desk)
    expect(others).toEqual([])
    expect(mentions(card)).toEqual([ben])
    expect(textIn(card?.blocks)).toContain('Anybody there?')
    await desk.sandbox.slack.click({ as: ana, channel: 'sms', ts: card?.ts ?? '', actionId: 'threadline:assign' })
    await desk.sandbox.slack.submit({ as: ana, values: { assignee: ana } })
    await desk.settle()
    expect(cards(desk).map(({ ts }) => ts)).toEqual([card?.ts])
    expect(mentions(cards(desk)[0])).toEqual([ana])
  })

  const conversationId = () => String(buttons(rootOf(desk, customer))[0]?.['value'])
  const mentions = (message: SlackMessage | undefined) =>
    richElements(message?.blocks).flatMap((element) => (element['type'] === 'user' ? [element['user_id']] : []))
})
