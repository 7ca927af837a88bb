import type { ChatAnswer, ChatCommandEvent, ChatShortcutEvent, FormItem } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { customer, openDesk, ourNumber, type Desk } from './support/desk.js'

let count = 0

/** Types the command and gives what its author reads. */
async function type(desk: Desk, text: string, overrides: Partial<ChatCommandEvent> = {}): Promise<ChatAnswer> {
  const identities = [`command:${(count += 1)}`] as const
  const author = { type: 'member', id: 'U1' } as const
  const event = { workspaceId: 'T1', identities, channelId: 'C9', text, author, trigger: 'now', ...overrides } as const
  const response = await desk.chatEvents({ type: 'command', ...event })
  await desk.settle()
  return (await response.json()) as ChatAnswer
}

async function choose(desk: Desk, overrides: Partial<ChatShortcutEvent> = {}): Promise<void> {
  const author = { type: 'member', id: 'U1' } as const
  const event = { workspaceId: 'T1', identities: ['shortcut:1'], author, trigger: 'now', ...overrides } as const
  await desk.chatEvents({ type: 'shortcut', ...event })
}

const texts = (desk: Desk) => desk.carrier.texts.map(({ text, to }) => [to, text])
const items = (desk: Desk): readonly FormItem[] => desk.chat.forms.at(-1)?.items ?? []
const field = (desk: Desk, name: string) => items(desk).find((item) => 'name' in item && item.name === name)
const notes = (desk: Desk) => items(desk).flatMap((item) => (item.type === 'note' ? [item.text] : []))
const whisper = (sentence: RegExp) => ({ type: 'whisper', text: expect.stringMatching(sentence) as string })

describe('/sms', () => {
  it('texts a number, says so in its answer, and posts nothing where it was typed', async () => {
    const desk = await openDesk()
    const answer = await type(desk, '(415) 555-0123 Hello')
    expect(answer).toEqual({
      type: 'whisper',
      text: 'On its way to +1 415 555 0123. Their thread is in #sms.',
    })
    expect(texts(desk)).toEqual([[customer, 'Hello']])
    expect(desk.chat.whispers).toEqual([])
    expect(desk.root().ref.channelId).toBe('C1')
  })

  it('delivered again texts nothing more, and says the same', async () => {
    const desk = await openDesk()
    const identities = ['command:once'] as const
    await type(desk, '4155550123 Hello', { identities })
    expect(await type(desk, '4155550123 Hello', { identities })).toEqual(whisper(/^On its way to/))
    expect(texts(desk)).toHaveLength(1)
    await type(desk, '4155550199 Hello', { identities: ['command:two'] })
    expect(texts(desk)).toHaveLength(2)
  })

  it.each([
    ['415555 Hello', /Nothing was sent/],
    ['Jane Doe: Hello', /no contact called “Jane Doe”/],
    ['4155550123:', /Nothing was sent. There is no text.*“\/sms 415/],
    ['help', /\/sms Jane Doe: Hello/],
  ])('%j is answered with what is wrong, or how it goes', async (text, sentence) => {
    const desk = await openDesk()
    expect(await type(desk, text)).toEqual(whisper(sentence))
    expect(desk.carrier.texts).toEqual([])
    expect(desk.chat.forms).toEqual([])
  })

  it('is refused to guests, people from outside and whoever may not text', async () => {
    const desk = await openDesk()
    desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    await desk.threadline.settings.changeWorkspace({ roles: { send: ['U1'] } })
    const say = (author: ChatCommandEvent['author']) => type(desk, '4155550123 Hello', { author })
    expect(await say({ type: 'member', id: 'U9' })).toEqual(whisper(/Only members/))
    expect(await say({ type: 'external', id: 'U1' })).toEqual(whisper(/Only members/))
    expect(await say({ type: 'member', id: 'U2' })).toEqual(whisper(/not among those/))
    expect(desk.carrier.texts).toEqual([])
  })

  it('alone opens the form; with a name or a number the contact is chosen in it', async () => {
    const desk = await openDesk()
    const jane = await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    expect(await type(desk, '')).toEqual({})
    expect(field(desk, 'to')).not.toHaveProperty('value')
    await type(desk, 'jane')
    expect(field(desk, 'to')).toMatchObject({ value: { value: `contact:${jane.id}` } })
    await type(desk, '415 555 0199')
    expect(field(desk, 'to')).toMatchObject({ value: { value: 'number:+14155550199' } })
    await desk.threadline.contacts.add({ number: '+14155550124', name: 'Jane Roe' })
    await type(desk, 'jane')
    expect(notes(desk)).toEqual([expect.stringContaining('More than one')])
    await type(desk, 'bob are you there')
    expect(notes(desk)).toEqual([expect.stringContaining('“bob are you there”')])
  })

  it('says that the form could not be opened in time', async () => {
    const desk = await openDesk()
    const late = { type: 'refused', retryable: false, failure: { category: 'platform-down' } } as const
    desk.chat.script('openForm', { outcome: late })
    expect(await type(desk, '')).toEqual(whisper(/not be opened in time/))
  })

  it('texts from the line whose channel it was typed in, else from the first', async () => {
    const desk = await openDesk({
      lines: [
        { id: 'one', name: 'One', channel: 'C1', senders: [{ provider: 'carrier', address: ourNumber }] },
        { id: 'two', name: 'Two', channel: 'C2', senders: [{ provider: 'carrier', address: '+14155550109' }] },
      ],
    })
    expect(await type(desk, '4155550123 Hello', { channelId: 'C2' })).toEqual(whisper(/from Two\.$/))
    expect(await type(desk, '4155550123 Hello')).toEqual(whisper(/from One\.$/))
    expect(desk.carrier.texts.map(({ from }) => from)).toEqual(['+14155550109', ourNumber])
    await type(desk, '', { channelId: 'C2' })
    expect(field(desk, 'line')).toMatchObject({ value: 'two' })
    await type(desk, '415 555 0123')
    expect(field(desk, 'line')).toMatchObject({ value: undefined })
  })
})

describe('a shortcut', () => {
  const post = { channelId: 'C1', messageId: 'm1' }

  it('opens the form that texts somebody, with the words of a message and nobody chosen', async () => {
    const desk = await openDesk()
    await choose(desk)
    expect(field(desk, 'text')).toMatchObject({ value: undefined })
    await desk.text('Hi')
    await choose(desk, { message: { post, thread: desk.root().ref, text: '// closed on Monday', hasFiles: true } })
    expect(field(desk, 'text')).toMatchObject({ value: '// closed on Monday' })
    expect(field(desk, 'to')).not.toHaveProperty('value')
    expect(notes(desk)).toEqual([expect.stringContaining('note of the team'), expect.stringContaining('files')])
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
  })

  it('opens nothing for somebody of whom nobody can say in time who they are, and tells them in the channel', async () => {
    const desk = await openDesk()
    desk.chat.script('member', { outcome: { type: 'unknown', failure: { category: 'platform-down' } } })
    await choose(desk, { message: { post, text: 'Hello', hasFiles: false } })
    await desk.settle()
    expect(desk.chat.forms).toEqual([])
    expect(desk.chat.whispers).toMatchObject([{ target: { channel: 'C1', onlyFor: 'U1' } }])
  })

  it('tells a guest in a window that it is not for them', async () => {
    const desk = await openDesk()
    await choose(desk, { author: { type: 'member', id: 'U9' } })
    expect(desk.chat.forms).toMatchObject([
      { name: 'notice', items: [{ text: expect.stringMatching(/Only members/) as string }] },
    ])
  })
})
