import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatReactionEvent, LineOptions } from '@threadline/core'
import { readReaction } from '../src/domain/state-wish.js'
import { readStatusWord, usualStatusWords } from '../src/domain/status-word.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'
import { conversationOf, shownHead } from './support/heads.js'

const senders: LineOptions['senders'] = [{ provider: 'carrier', address: ourNumber }]
let desk: Desk
let id: string

async function open(line: Partial<LineOptions> = {}): Promise<void> {
  desk = await openDesk({ lines: [{ senders, ...line }] })
  desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
  await desk.text('Hi')
  id = (await conversationOf(desk)).id
}
beforeEach(() => open())

const head = () => shownHead(desk).head
let reactions = 0
async function react(emoji: string, overrides: Partial<ChatReactionEvent> = {}): Promise<void> {
  const identities = [`reaction:${(reactions += 1)}`] as const
  const author = { type: 'member', id: 'U1' } as const
  const base = { type: 'reaction', workspaceId: 'T1', identities, author, post: desk.root().ref, emoji } as const
  await desk.chatEvents({ ...base, ...overrides })
  await desk.settle()
}

describe('a reaction', () => {
  it('of eyes takes the conversation on, and of a check mark closes it', async () => {
    await react('👀')
    expect(head().assigneeId).toBe('U1')
    await react('✅')
    expect(head()).toMatchObject({ status: 'closed', assigneeId: undefined })
  })

  it('counts on a text of the contact too, and not on what a teammate wrote', async () => {
    await desk.text('Anybody?')
    await desk.reply('Yes', { post: { channelId: 'C1', messageId: 'human' } })
    await react('✅', { post: { channelId: 'C1', messageId: 'human' } })
    expect(head().status).toBe('open')
    await react('✅', { post: desk.views('message')[0]?.ref ?? desk.root().ref })
    expect(head().status).toBe('closed')
  })

  it('does not take a conversation from somebody', async () => {
    await react('👀', { author: { type: 'member', id: 'U2' } })
    await react('👀')
    expect(head().assigneeId).toBe('U2')
  })

  it('counts once however often it is delivered', async () => {
    await react('✅', { identities: ['reaction:same'] })
    await desk.click('reopen', id)
    await react('✅', { identities: ['reaction:same'] })
    expect(head().status).toBe('open')
  })

  it.each([
    ['a guest', { author: { type: 'member', id: 'UGUEST' } }],
    ['somebody from outside', { author: { type: 'external', id: 'X1' } }],
    ['an app', { author: { type: 'app' } }],
    ['nobody in particular, on something else', { post: { channelId: 'C1', messageId: 'lunch' } }],
  ] as const)('of %s does nothing', async (_who, overrides) => {
    await react('✅', overrides)
    await react('👀', overrides)
    const { assigneeId, status } = await conversationOf(desk)
    expect([status, assigneeId]).toEqual(['new', undefined])
  })

  it('is nothing else than eyes or a check mark, whatever the skin', () => {
    expect(['👀', '👀🏽', '✅', '✅\uFE0F', '👍', '☑️', ':eyes:', ''].map(readReaction)).toEqual([
      'claim',
      'claim',
      'close',
      'close',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('is carried out once chat can say who it was', async () => {
    const outcome = { type: 'unknown', failure: { category: 'platform-down' } } as const
    desk.chat.script('member', { outcome }, { outcome })
    await react('✅')
    expect(head().status).toBe('new')
    await desk.wait(10_000)
    expect(head().status).toBe('closed')
  })
})

describe('a word alone', () => {
  it('closes and reopens; it is not texted, and whoever wrote it hears so', async () => {
    await desk.reply('Close')
    expect(head().status).toBe('closed')
    await desk.reply(' reopen. ')
    expect(head().status).toBe('open')
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.whispers.map(({ target }) => target.onlyFor)).toEqual(['U1', 'U1'])
  })

  it('in a sentence is texted', async () => {
    await desk.reply('We close at five.')
    expect(desk.carrier.texts).toHaveLength(1)
  })

  it('of a guest does nothing and is not texted either', async () => {
    await desk.reply('close', { author: { type: 'member', id: 'UGUEST' } })
    expect((await conversationOf(desk)).status).toBe('new')
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.whispers).toHaveLength(1)
  })

  it('is whatever the line says', async () => {
    await open({ closeWords: ['done'], reopenWords: [] })
    await desk.reply('close')
    await desk.reply('reopen')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['close', 'reopen'])
    await desk.reply('DONE!')
    expect(head().status).toBe('closed')
  })

  it.each([
    ['close', 'close'],
    [' CLOSE. ', 'close'],
    ['reopen', 'reopen'],
    ['close it', undefined],
    ['', undefined],
    ['.', undefined],
  ])('%j asks for %s', (text, wish) => {
    expect(readStatusWord(text, usualStatusWords)).toBe(wish)
  })

  it('cannot mean two things', async () => {
    await expect(openDesk({ lines: [{ senders, reopenWords: ['Close'] }] })).rejects.toThrow('by the same word')
    await expect(openDesk({ lines: [{ senders, closeWords: [' '] }] })).rejects.toThrow('not empty')
  })
})

describe('closing by itself', () => {
  const hour = 3_600_000
  beforeEach(() => open({ autoCloseMs: hour }))

  it('happens after the time of quiet, once the team has answered', async () => {
    await desk.reply('Hello')
    await desk.wait(hour - 1_000)
    expect(head().status).toBe('open')
    await desk.wait(2_000)
    expect(head().status).toBe('closed')
  })

  it('begins anew with each answer', async () => {
    await desk.reply('Hello')
    await desk.wait(hour / 2)
    await desk.reply('Anything else?')
    await desk.wait(hour / 2 + 1_000)
    expect(head().status).toBe('open')
    await desk.wait(hour / 2)
    expect(head().status).toBe('closed')
  })

  it('never happens while the customer waits, and does once their card is hidden', async () => {
    await desk.reply('Hello')
    await desk.text('One more thing')
    await desk.wait(3 * hour)
    expect(head().status).toBe('open')
    await desk.click('hide', id)
    await desk.wait(hour + 1_000)
    expect(head().status).toBe('closed')
  })

  it('happens again after a reopening, and not when the line has stopped wanting it', async () => {
    await desk.reply('Hello')
    await desk.click('close', id)
    await desk.click('reopen', id)
    await desk.wait(hour + 1_000)
    expect(head().status).toBe('closed')
    await desk.click('reopen', id)
    await desk.threadline.settings.changeLine('main', { autoCloseMs: 0 })
    await desk.wait(2 * hour)
    expect(head().status).toBe('open')
  })

  it('does not hold up the card', async () => {
    await desk.reply('Hello')
    await desk.text('One more thing')
    await desk.wait(180_000)
    expect(desk.views('notification')).toHaveLength(1)
  })
})
