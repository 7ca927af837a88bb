import type { ChatAnswer, ChatFormEvent, FormValues, LineSettings } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { rewrite } from './support/changes.js'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'

let count = 0

async function signedDesk(changes: Partial<LineSettings> = {}): Promise<Desk> {
  const desk = await openDesk()
  const signature = '– {{agent.firstName}}, Acme'
  await desk.threadline.settings.changeLine('main', { signature, ...changes })
  return desk
}

async function submit(desk: Desk, values: FormValues, event: Partial<ChatFormEvent> = {}): Promise<ChatAnswer> {
  const identities = [`view:signature:${(count += 1)}`] as const
  const author = { type: 'member', id: 'U1' } as const
  const of = { workspaceId: 'T1', identities, subject: '', author, form: 'send-text', values } as const
  const response = await desk.chatEvents({ type: 'form', ...of, ...event })
  await desk.settle()
  return (await response.json()) as ChatAnswer
}

const texts = (desk: Desk) => desk.carrier.texts.map(({ text }) => text)

describe('a signature', () => {
  it('stands under what people text: replies, Send text and commands', async () => {
    const desk = await signedDesk()
    await desk.text('Hi')
    await desk.reply('Hello')
    await submit(desk, { to: `number:${customer}`, text: 'Ready' })
    await desk.chatEvents(memberMessage('c', { text: 'send 4155550123 Now' }))
    await desk.settle()
    expect(texts(desk)).toEqual(['Hello', 'Ready', 'Now'].map((text) => `${text}\n– Ana, Acme`))
  })

  it('is not put twice, nor under what programs and rules of the desk text', async () => {
    const desk = await signedDesk({ firstMessageReply: 'We will be with you soon.' })
    await desk.text('Hi')
    await desk.reply('Hello\n– Ana, Acme')
    await desk.threadline.send({ to: customer, text: 'From code' })
    await desk.settle()
    expect(texts(desk)).toEqual(['We will be with you soon.', 'Hello\n– Ana, Acme', 'From code'])
  })

  it('is left out rather than holed when nobody can say in time who writes', async () => {
    const desk = await signedDesk()
    await desk.text('Hi')
    desk.chat.script('member', { outcome: { type: 'unknown', failure: { category: 'platform-down' } } })
    await desk.reply('Hello')
    expect(texts(desk)).toEqual(['Hello'])
  })

  it('is under a scheduled text from the beginning, once, and stays out when somebody takes it out', async () => {
    const desk = await signedDesk()
    const at = String(Math.floor(desk.clock.now().getTime() / 1000) + 600)
    await submit(desk, { to: `number:${customer}`, text: 'Later', at })
    await submit(desk, { to: `number:${customer}`, text: 'Unsigned', at })
    const [, second] = await desk.threadline.texts.listScheduled()
    await desk.threadline.texts.edit(second?.id ?? '', 'Plain')
    await desk.wait(700_000)
    expect(texts(desk)).toEqual(['Later\n– Ana, Acme', 'Plain'])
  })

  it('is in what is asked about first', async () => {
    const desk = await signedDesk({ sendMode: 'confirm-first' })
    await desk.text('Hi')
    await desk.reply('Hello')
    const [asked] = desk.views('ask')
    expect(JSON.stringify(asked?.post.view)).toContain('– Ana, Acme')
  })

  it('stays under a reply that is changed in time', async () => {
    const desk = await signedDesk({ undoWindowMs: 60_000 })
    await desk.text('Hi')
    const post = { channelId: 'C1', messageId: 'human-1' }
    await desk.reply('Helo', { post })
    await rewrite(desk, post, 'Hello {{contact.firstName|there}}')
    await desk.wait(61_000)
    expect(texts(desk)).toEqual(['Hello there\n– Ana, Acme'])
  })

  it('is counted: a text that it makes longer is asked about', async () => {
    const desk = await signedDesk({ warnAboveSegments: 1 })
    const answer = await submit(desk, { to: `number:${customer}`, text: 'x'.repeat(60) })
    expect(JSON.stringify(answer)).toContain('charged as 2 texts. Without –')
    expect(texts(desk)).toEqual([])
  })

  it('that cannot be filled in is not kept', async () => {
    const desk = await openDesk()
    const change = desk.threadline.settings.changeLine('main', { signature: '{{name}}' })
    await expect(change).rejects.toMatchObject({ code: 'settings.invalid' })
  })
})

describe('variables that are typed', () => {
  it('are filled in by commands and replies, and one that stands for nothing is told instead of sent', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Hello {{contact.firstName|there}}, {{agent.name}} here')
    await desk.reply('Hello {{contact.firstName}}')
    expect(texts(desk)).toEqual(['Hello there, Ana here'])
    expect(desk.chat.whispers.map(({ view }) => view)).toMatchObject([
      { text: expect.stringContaining('Not sent: {{contact.firstName}} is not known here') as string },
    ])
    await desk.chatEvents(memberMessage('d', { text: 'send 4155550123 {{line.name}}: ready' }))
    await desk.settle()
    expect(texts(desk).at(-1)).toBe('main: ready')
  })
})

it('Send text says on demand what a text costs, why, and how it reads', async () => {
  const desk = await signedDesk()
  const author = { type: 'member', id: 'U1' } as const
  const values = { to: `number:${customer}`, text: `Hi {{contact.firstName|there}}, ${'x'.repeat(60)}` }
  const event = { workspaceId: 'T1', identities: ['check'], author, trigger: 'now', formId: 'V1', subject: '' } as const
  await desk.chatEvents({ type: 'action', action: 'check-text', values, ...event })
  const { items = [] } = desk.chat.forms.at(-1) ?? {}
  expect(items).toContainEqual({
    type: 'note',
    text: '📏 2 texts, with room for 52 more characters. A text has room for 70 characters instead of 160 because of: –. Without them it would be 1.',
  })
  expect(items).toContainEqual({ type: 'quote', text: `Hi there, ${'x'.repeat(60)}\n– Ana, Acme` })
  expect(items).toContainEqual(expect.objectContaining({ name: 'text', value: values.text }))
})
