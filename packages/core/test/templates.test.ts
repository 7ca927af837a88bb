import type { ChatActionEvent, ChatAnswer, FormItem, FormValues, FormView } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { customer, openDesk, type Desk } from './support/desk.js'

let count = 0
const ana = { type: 'member', id: 'U1' } as const
const next = () => [`template:${(count += 1)}`] as const

async function click(
  desk: Desk,
  action: ChatActionEvent['action'],
  subject = '',
  more: Partial<ChatActionEvent> = {},
): Promise<FormView | undefined> {
  const opened = desk.chat.forms.length
  const event = { workspaceId: 'T1', identities: next(), author: ana, trigger: 'now', formId: 'V1' } as const
  await desk.chatEvents({ type: 'action', action, subject, ...event, ...more })
  await desk.settle()
  return desk.chat.forms.slice(opened).at(-1)
}

async function submit(
  desk: Desk,
  form: 'template' | 'send-text',
  values: FormValues,
  subject = '',
): Promise<ChatAnswer> {
  const event = { workspaceId: 'T1', identities: next(), author: ana } as const
  const response = await desk.chatEvents({ type: 'form', form, subject, values, ...event })
  await desk.settle()
  return (await response.json()) as ChatAnswer
}

const field = (form: FormView | undefined, name: string): FormItem | undefined =>
  form?.items.find((item) => 'name' in item && item.name === name)
const texts = (desk: Desk) => desk.carrier.texts.map(({ text }) => text)

describe('templates in chat', () => {
  it('are written, changed and removed by whoever may change settings', async () => {
    const desk = await openDesk()
    const form = await click(desk, 'add-template')
    const wrong = await submit(desk, 'template', { name: 'Ready', text: 'Hi {{name}}' }, form?.subject)
    expect(wrong).toMatchObject({ errors: { text: expect.stringContaining('no variable') as string } })
    const saved = { name: 'Ready', text: 'Hi {{contact.firstName|there}}, it is ready.' }
    for (let time = 0; time < 2; time += 1) await submit(desk, 'template', saved, form?.subject)
    expect(await desk.threadline.templates.list()).toEqual([{ id: form?.subject, ...saved }])
    expect(await submit(desk, 'template', { ...saved, name: 'READY ' }, 'other')).toMatchObject({
      errors: { name: expect.stringContaining('already') as string },
    })
    expect(field(await click(desk, 'edit-template', form?.subject), 'text')).toMatchObject({ value: saved.text })
    await click(desk, 'remove-template', form?.subject)
    expect(await desk.threadline.templates.list()).toEqual([])
  })

  it('are not to be changed by others, who can send them', async () => {
    const desk = await openDesk()
    desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    const { id } = await desk.threadline.templates.save({ name: 'Ready', text: 'It is ready.' })
    const asBen = { author: { type: 'member', id: 'U2' } } as const
    expect(await click(desk, 'remove-template', id, asBen)).toMatchObject({ name: 'notice' })
    expect(await desk.threadline.templates.list()).toHaveLength(1)
    expect(field(await click(desk, 'fill-template', id, asBen), 'text')).toMatchObject({ value: 'It is ready.' })
  })

  it('fill the text of the open form, which keeps everything else', async () => {
    const desk = await openDesk()
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    const { id } = await desk.threadline.templates.save({
      name: 'Ready',
      text: 'Hi {{contact.firstName|there}}, {{subject|your order}} is ready. {{agent.firstName}}',
    })
    const before = await click(desk, 'fill-template', id, { values: { text: 'typed' } })
    expect(field(before, 'text')).toMatchObject({
      value: 'Hi {{contact.firstName|there}}, {{subject|your order}} is ready. Ana',
    })
    const at = '1893672000'
    const after = await click(desk, 'fill-template', id, { values: { to: `number:${customer}`, at } })
    expect(field(after, 'text')).toMatchObject({ value: 'Hi Jane, your order is ready. Ana' })
    expect(field(after, 'to')).toMatchObject({
      value: { value: `number:${customer}`, label: expect.stringContaining('Jane') as string },
    })
    expect(field(after, 'at')).toMatchObject({ value: new Date(Number(at) * 1000) })
    expect(field(after, 'text')).not.toMatchObject({ edition: (field(before, 'text') as { edition?: string }).edition })
  })

  it('are offered for a conversation, with its contact chosen', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.threadline.templates.save({ name: 'Ready', text: 'It is ready.' })
    const [conversation] = await desk.threadline.conversations.list()
    const form = await click(desk, 'send-template', conversation?.id)
    expect(field(form, 'to')).toMatchObject({ value: { value: `contact:${conversation?.contactId}` } })
    expect(field(form, 'template')).toMatchObject({ source: 'template', onChoose: 'fill-template' })
  })
})

describe('variables in what is typed', () => {
  it('are filled in when it is sent', async () => {
    const desk = await openDesk()
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await submit(desk, 'send-text', {
      to: `number:${customer}`,
      text: 'Hi {{contact.firstName}}, {{agent.name}} here.',
    })
    expect(texts(desk)).toEqual(['Hi Jane, Ana here.'])
  })

  it('that stand for nothing are told in the form, and nothing is sent', async () => {
    const desk = await openDesk()
    const values = { to: `number:${customer}`, text: 'Hi {{contact.firstName}}' }
    expect(await submit(desk, 'send-text', values)).toMatchObject({
      errors: { text: expect.stringContaining('is not known here') as string },
    })
    expect(texts(desk)).toEqual([])
    await submit(desk, 'send-text', { ...values, text: 'Hi {{contact.firstName|there}}' })
    expect(texts(desk)).toEqual(['Hi there'])
  })
})

it('the host fills in a template for a contact, and is told what is missing', async () => {
  const desk = await openDesk()
  await desk.threadline.settings.changeLine('main', { name: 'Support' })
  const { templates } = desk.threadline
  const { id } = await templates.save({ name: 'Ready', text: 'Hi {{contact.firstName}}, {{line.name}} here.' })
  await expect(templates.fill('ready', { to: customer })).rejects.toMatchObject({ code: 'template.unfilled' })
  await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
  expect(await templates.fill(id, { to: '(415) 555-0123' })).toBe('Hi Jane, Support here.')
  await expect(templates.fill('other', { to: customer })).rejects.toMatchObject({ code: 'template.not_found' })
  await expect(templates.save({ name: '', text: 'x' })).rejects.toMatchObject({ code: 'settings.invalid' })
  expect(await templates.remove(id)).toBe(true)
  expect(await templates.remove(id)).toBe(false)
})
