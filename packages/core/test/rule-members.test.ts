import type { KeywordRule, LineOptions, Member } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { describe, expect, it } from 'vitest'
import { chatDouble, chatUnknown } from './support/chat-double.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'

const minute = 60_000
const day = 24 * 60 * minute
const invoice: KeywordRule = { id: 'billing', words: ['invoice'], match: 'word', tags: ['billing'], assignTo: 'U2' }

const lineWith = (...keywordRules: readonly KeywordRule[]): readonly [LineOptions] => [
  { senders: [{ provider: 'carrier', address: ourNumber }], name: 'Support', keywordRules },
]

/** A chat platform that knows Ben as somebody of a kind. */
function chatWith(kind: Member['kind']) {
  const chat = chatDouble()
  chat.members.set('U2', { id: 'U2', name: 'Ben', kind })
  return chat
}

const alerts = (desk: Desk) =>
  desk.views('alert').map(({ post: { view } }) => (view.type === 'alert' ? `${view.title}: ${view.text}` : ''))
async function conversation({ threadline }: Desk) {
  const [first] = await threadline.conversations.list()
  return first
}

describe('a keyword rule of the options that assigns to nobody who can be assigned', () => {
  it.each<[Member['kind'], RegExp]>([
    ['guest', /This is a guest\./],
    ['external', /another organisation/],
    ['app', /This is an app/],
    ['deactivated', /account is deactivated/],
  ])('%s: the admin is told at the start, in the words of the form, before any text', async (kind, sentence) => {
    const desk = await openDesk({ chat: chatWith(kind), lines: lineWith(invoice) })
    expect(alerts(desk)).toEqual([expect.stringMatching(sentence)])
    expect(alerts(desk)[0]).toMatch(/line “Support” assigns to nobody: Texts with “invoice” are to be given to U2/)
  })

  it('is told for somebody of whom chat knows nothing', async () => {
    const chat = chatDouble()
    const detail = 'Slack knows no such member any more: choose somebody else.'
    const failure = { category: 'other', code: 'user_not_found', detail } as const
    chat.script('member', { outcome: { type: 'refused', retryable: false, failure } })
    const desk = await openDesk({ chat, lines: lineWith(invoice) })
    expect(alerts(desk)).toEqual([expect.stringContaining(detail)])
  })

  it('tags all the same, and gives the conversation to nobody', async () => {
    const desk = await openDesk({ chat: chatWith('guest'), lines: lineWith(invoice) })
    await desk.text('My invoice?')
    expect(await conversation(desk)).toMatchObject({ tags: ['billing'] })
    expect((await conversation(desk))?.assigneeId).toBeUndefined()
  })

  it('is told once for each rule, also by several desks and after a restart, and again when a text meets it a day later', async () => {
    const storage = memoryStorage()
    const chat = chatWith('guest')
    const lines = lineWith(invoice, { ...invoice, id: 'refund', words: ['refund'] })
    const first = await openDesk({ storage, chat, lines })
    const second = await openDesk({ storage, chat, lines, clock: first.clock })
    await second.text('My invoice?')
    await first.threadline.stop()
    const third = await openDesk({ storage, chat, lines, clock: first.clock })
    await third.wait(5 * minute)
    expect(alerts(third)).toHaveLength(2)
    await third.wait(day)
    expect(alerts(third)).toHaveLength(2)
    await third.text('And that invoice?')
    expect(alerts(third)).toHaveLength(3)
  })

  it('shows in the list of keywords', async () => {
    const desk = await openDesk({ chat: chatWith('guest'), lines: lineWith(invoice) })
    await desk.click('keyword-rules', 'main')
    expect(JSON.stringify(desk.chat.forms.at(-1))).toContain('⚠️ assigns to nobody: This is a guest.')
  })

  it('assigns again, with nothing restarted, once they are a full member', async () => {
    const chat = chatWith('guest')
    const desk = await openDesk({ chat, lines: lineWith(invoice) })
    chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    await desk.wait(minute)
    await desk.text('My invoice?')
    expect(await conversation(desk)).toMatchObject({ assigneeId: 'U2' })
  })
})

describe('a keyword rule that assigns to a full member', () => {
  it('is nothing to tell of', async () => {
    const desk = await openDesk({ chat: chatWith('full'), lines: lineWith(invoice) })
    await desk.wait(5 * minute)
    expect(alerts(desk)).toEqual([])
  })

  it('is told of when they leave, wherever the rule was made', async () => {
    const chat = chatWith('full')
    const desk = await openDesk({ chat })
    await desk.threadline.settings.changeLine('main', { keywordRules: [invoice] })
    chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'deactivated' })
    await desk.wait(minute)
    expect(alerts(desk)).toEqual([expect.stringMatching(/deactivated/)])
  })

  it('assigns while chat cannot say who they are, and is asked about again', async () => {
    const chat = chatWith('guest')
    const down = { type: 'refused', retryable: true, failure: { category: 'platform-down' } } as const
    chat.script('member', { outcome: chatUnknown }, { outcome: down })
    const desk = await openDesk({ chat, lines: lineWith(invoice) })
    expect(alerts(desk)).toEqual([])
    await desk.text('My invoice?')
    expect(await conversation(desk)).toMatchObject({ assigneeId: 'U2' })
    await desk.wait(5 * minute)
    expect(alerts(desk)).toHaveLength(1)
  })
})
