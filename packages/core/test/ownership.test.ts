import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatFormEvent, FormValues, LineOptions } from '@threadline/core'
import { customer, openDesk, ourNumber, type Desk } from './support/desk.js'
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

let submissions = 0
async function submit(form: ChatFormEvent['form'], subject: string, values: FormValues): Promise<unknown> {
  const identities = [`view:${(submissions += 1)}`] as const
  const author = { type: 'member', id: 'U1' } as const
  const response = await desk.chatEvents({ type: 'form', workspaceId: 'T1', identities, form, subject, values, author })
  await desk.settle()
  return response.json()
}

const head = () => shownHead(desk).head

describe('the status of a conversation', () => {
  it('is open from the first answer of the team on', async () => {
    await desk.reply('Hello')
    expect(head().status).toBe('open')
  })

  it('stays new when a guest answers, whose words never left', async () => {
    await desk.reply('Hello', { author: { type: 'member', id: 'UGUEST' } })
    expect((await conversationOf(desk)).status).toBe('new')
  })

  it.each(['pending', 'solved', 'closed'] as const)(
    'is open again when the contact writes, after %s',
    async (status) => {
      await desk.threadline.conversations.setStatus(id, status)
      await desk.settle()
      expect(head().status).toBe(status)
      await desk.text('One more thing')
      expect(head().status).toBe('open')
    },
  )

  it('stays closed when the team adds something', async () => {
    await desk.click('close', id)
    await desk.reply('Thanks again!')
    expect(head().status).toBe('closed')
    expect(desk.carrier.texts).toHaveLength(1)
  })
})

describe('who looks after a conversation', () => {
  it('is nobody by answering alone, unless the line says so', async () => {
    await desk.reply('Hello')
    expect(head().assigneeId).toBeUndefined()
  })

  it('is whoever answers first where the line says so, and stays them', async () => {
    await open({ firstReplierOwns: true })
    await desk.reply('Hello')
    await desk.reply('And me', { author: { type: 'member', id: 'U2' } })
    expect(head().assigneeId).toBe('U1')
  })

  it('is never a guest who answers first', async () => {
    await open({ firstReplierOwns: true })
    await desk.reply('Hello', { author: { type: 'member', id: 'UGUEST' } })
    expect((await conversationOf(desk)).assigneeId).toBeUndefined()
  })

  it('is whom the form says, and they are told; nobody else is', async () => {
    await desk.click('assign', id)
    expect(desk.chat.forms[0]).toMatchObject({ name: 'assign', subject: id, items: [{ value: 'U1' }, {}] })
    expect(await submit('assign', id, { assignee: 'U2' })).toEqual({})
    expect(head().assigneeId).toBe('U2')
    expect(desk.chat.whispers.map(({ target }) => target.onlyFor)).toEqual(['U2'])
  })

  it('is not told of what they did themselves', async () => {
    await submit('assign', id, { assignee: 'U1' })
    expect(head().assigneeId).toBe('U1')
    expect(desk.chat.whispers).toEqual([])
  })

  it('is nobody again when the form says so', async () => {
    await desk.click('claim', id)
    await submit('assign', id, { assignee: 'U1', nobody: ['on'] })
    expect(head().assigneeId).toBeUndefined()
  })

  it.each(['guest', 'app', 'external', 'deactivated'] as const)('is never a member who is %s', async (kind) => {
    desk.chat.members.set('U9', { id: 'U9', name: 'Somebody', kind })
    expect(await submit('assign', id, { assignee: 'U9' })).toMatchObject({
      errors: { assignee: expect.any(String) as string },
    })
    await expect(desk.threadline.conversations.assign(id, 'U9')).rejects.toMatchObject({
      code: 'conversation.invalid_assignee',
    })
    expect((await conversationOf(desk)).assigneeId).toBeUndefined()
  })

  it('changes once however often the click is delivered', async () => {
    const changed: unknown[] = []
    desk.threadline.on('conversation.changed', (event) => void changed.push(event.by))
    const click = { type: 'action', workspaceId: 'T1', author: { type: 'member', id: 'U1' }, action: 'claim' } as const
    await desk.chatEvents({ ...click, identities: ['same'], subject: id })
    await desk.threadline.conversations.assign(id, 'U2')
    await desk.chatEvents({ ...click, identities: ['same'], subject: id })
    await desk.settle()
    expect(head().assigneeId).toBe('U2')
    expect(changed).toEqual([{ type: 'member', id: 'U1' }, { type: 'host' }])
  })
})

describe('the details', () => {
  it('are set by the form, and opened with what they are', async () => {
    const values = { status: 'pending', priority: 'high', subject: 'Kettle', tags: ['VIP ', '#billing'], note: 'Nice' }
    await submit('details', `${id} new`, values)
    expect(await desk.threadline.conversations.get(id)).toMatchObject({ ...values, tags: ['vip', 'billing'] })
    expect(head()).toMatchObject({ status: 'pending', priority: 'high', subject: 'Kettle', tags: ['vip', 'billing'] })
    await desk.click('details', id)
    expect(desk.chat.forms[0]?.items.map((item) => ('value' in item ? item.value : undefined))).toEqual([
      'pending',
      'high',
      'Kettle',
      undefined,
      'Nice',
    ])
  })

  it('do not undo a status that changed while the form was open', async () => {
    await desk.threadline.conversations.setStatus(id, 'pending')
    await desk.text('I am back')
    await submit('details', `${id} pending`, { status: 'pending', priority: 'none' })
    expect((await conversationOf(desk)).status).toBe('open')
  })

  it('suggest tags in use, most used first, and what is typed as a new one', async () => {
    await desk.threadline.conversations.tag(id, 'Billing')
    const author = { type: 'member', id: 'U1' } as const
    const ask = async (query: string) => {
      const event = { type: 'suggest', workspaceId: 'T1', identities: ['s'], source: 'tag', query, author } as const
      const answer = (await (await desk.chatEvents(event)).json()) as { suggestions: { value: string }[] }
      return answer.suggestions.map(({ value }) => value)
    }
    expect(await ask('bill')).toEqual(['billing', 'bill'])
    expect(await ask('#Billing')).toEqual(['billing'])
    expect(await ask(' # ')).toEqual([])
  })
})

describe('threadline.conversations', () => {
  it('does everything that can be done in chat', async () => {
    const { conversations } = desk.threadline
    await conversations.tag(id, 'a', 'B', 'a')
    await conversations.untag(id, '#A')
    await conversations.setSubject(id, ' Kettle ')
    await conversations.setPriority(id, 'urgent')
    await conversations.setNote(id, 'Nice')
    await conversations.assign(id, 'U2')
    const changed = await conversations.setStatus(id, 'pending')
    expect(changed).toMatchObject({
      tags: ['b'],
      subject: 'Kettle',
      priority: 'urgent',
      note: 'Nice',
      assigneeId: 'U2',
    })
    expect(await conversations.list({ assigneeId: 'U2' })).toEqual([changed])
    await desk.settle()
    expect(head()).toMatchObject({ tags: ['b'], status: 'pending', assigneeId: 'U2' })
    expect(await conversations.unassign(id)).not.toHaveProperty('assigneeId', 'U2')
  })

  it.each([
    ['conversation.not_found', () => desk.threadline.conversations.setStatus('none', 'open')],
    ['conversation.invalid', () => desk.threadline.conversations.setStatus(id, 'done' as 'solved')],
    ['conversation.invalid', () => desk.threadline.conversations.setPriority(id, 'huge' as 'high')],
  ])('throws %s', async (code, call) => {
    await expect(call()).rejects.toMatchObject({ code })
  })
})

describe('what else the head shows', () => {
  it('is the name, as soon as there is one, and that texting is closed', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await desk.text('STOP')
    expect(shownHead(desk)).toMatchObject({ contact: { name: 'Jane Doe' }, head: { consent: 'opted-out' } })
    await desk.text('START')
    expect(head().consent).toBeUndefined()
  })
})
