import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatAnswer, ChatCommandEvent, ChatFormEvent, FormView, FormValues, LineOptions } from '@threadline/core'
import { rewrite } from './support/changes.js'
import { customer, memberMessage, ourNumber, type Desk } from './support/desk.js'
import { asShown } from './support/fill-in.js'
import { deskWithFiles, picture } from './support/file-double.js'

const stranger = '+14155550199'
const author = { type: 'member', id: 'U1' } as const
const files = [picture('A'), picture('B')]

let desk: Desk
let count = 0
const open = async (settings: Partial<LineOptions> = {}) => {
  desk = await deskWithFiles(files, {
    lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...settings }],
  })
  Object.assign(desk.carrier.capabilities, { maxTextLength: 1_000 })
}
beforeEach(() => open())

const given = () => desk.carrier.sendCalls.map(({ media = [], text }) => [text, ...media.map((one) => one.fileName)])
const whispers = () => desk.chat.whispers.map(({ view }) => (view.type === 'notice' ? view.text : ''))
const asks = () => desk.views('ask').map(({ post }) => post.view)
const form = () => desk.chat.forms.at(-1) as FormView
const field = ({ items }: FormView, name: string) => items.find((item) => 'name' in item && item.name === name)
const notes = ({ items }: FormView) => items.flatMap((item) => (item.type === 'note' ? [item.text] : []))

async function submit(values: FormValues, more: Partial<ChatFormEvent> = {}) {
  const identities = [`view:${(count += 1)}`] as const
  const base = { type: 'form', form: 'send-text', subject: '', workspaceId: 'T1', identities, author } as const
  const response = await desk.chatEvents({ ...base, values, ...more })
  await desk.settle()
  return (await response.json()) as { readonly form?: FormView; readonly errors?: Record<string, string> }
}

async function command(text: string, overrides: Partial<ChatCommandEvent> = {}): Promise<ChatAnswer> {
  const identities = [`command:${(count += 1)}`] as const
  const event = { workspaceId: 'T1', identities, channelId: 'C9', text, author, trigger: 'now', ...overrides } as const
  const response = await desk.chatEvents({ type: 'command', ...event })
  await desk.settle()
  return (await response.json()) as ChatAnswer
}

/** Presses the button of the newest question. */
async function press(action: 'send-typed' | 'keep-inside'): Promise<void> {
  const asked = desk.views('ask').at(-1)
  const view = asked?.post.view
  await desk.click(action, view?.type === 'ask' ? view.messageId : '', asked)
}

describe('braces that nothing stands for', () => {
  const strange = '{{tracking}} is still in it, and would be sent like that.'

  it('hold a reply, until somebody has said that they are meant', async () => {
    await desk.reply('Your parcel: {{tracking}}')
    expect(given()).toEqual([])
    expect(asks()).toMatchObject([{ text: 'Your parcel: {{tracking}}', warning: strange }])
    await press('send-typed')
    expect(given()).toEqual([['Your parcel: {{tracking}}']])
  })

  it('hold it with its files, and what it is edited into is what is asked about', async () => {
    const post = { channelId: 'C1', messageId: 'human-edited' }
    await desk.reply('Look: {{what}}', { post, hasFiles: true, files: [picture('A')] })
    await rewrite(desk, post, 'Look: a kettle', { hasFiles: true, files: [picture('B')] })
    expect(given()).toEqual([])
    expect(asks().at(-1)).toMatchObject({ text: 'Look: a kettle\n📎 B.png', warning: undefined })
    await press('send-typed')
    expect(given()).toEqual([['Look: a kettle', 'B.png']])
  })

  it('hold a reply into which they are edited before it has left', async () => {
    await open({ undoWindowMs: 60_000 })
    const post = { channelId: 'C1', messageId: 'human-edited' }
    await desk.reply('Your parcel', { post })
    await rewrite(desk, post, 'Your parcel: {{tracking}}')
    await desk.wait(120_000)
    expect(given()).toEqual([])
    await press('send-typed')
    await desk.wait(120_000)
    expect(given()).toEqual([['Your parcel: {{tracking}}']])
  })

  it('stay inside when somebody says so, and the customer still waits', async () => {
    await desk.reply('Your parcel: {{tracking}}')
    await press('keep-inside')
    await desk.wait(180_000)
    await desk.text('Anybody there?')
    expect(given()).toEqual([])
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('have /sms open the form, which asks once, and then sends', async () => {
    await command(`${stranger}: Hi {{name}}`)
    expect(given()).toEqual([])
    expect(form()).toMatchObject({ submit: 'Send anyway' })
    expect(notes(form())).toEqual(['⚠️ {{name}} is still in it, and would be sent like that.'])
    expect(await submit(asShown(form()), { subject: form().subject })).toEqual({})
    expect(given()).toEqual([['Hi {{name}}']])
  })

  it('are told of in the answer to /sms where no form can be opened', async () => {
    const answer = await command(`${stranger}: Hi {{name}}`, { trigger: undefined })
    expect(answer).toEqual({ type: 'whisper', text: `Not sent: ${strange.replace('tracking', 'name')}` })
    expect(given()).toEqual([])
  })

  it('have `send` tell its author what to do', async () => {
    await desk.chatEvents(memberMessage('c', { text: `send ${stranger}: Hi {{name}} {{surname}}` }))
    await desk.settle()
    expect(given()).toEqual([])
    expect(whispers()).toEqual([
      'Not sent: {{name}}, {{surname}} are still in it, and would be sent like that. Write it out. If it is meant, Send text sends it all the same.',
    ])
  })

  it('are asked about when a scheduled text is edited', async () => {
    const at = new Date(desk.clock.now().getTime() + 3_600_000)
    const { messageId } = await desk.threadline.texts.schedule({ to: customer, text: 'one', at })
    const values = { text: 'Hi {{name}}' }
    const asked = await submit(values, { form: 'edit-scheduled', subject: messageId })
    expect(asked?.form).toMatchObject({ submit: 'Save anyway' })
    expect(await desk.threadline.texts.listScheduled()).toMatchObject([{ text: 'one' }])
    await submit(values, { form: 'edit-scheduled', subject: asked?.form?.subject ?? '' })
    expect(await desk.threadline.texts.listScheduled()).toMatchObject([{ text: 'Hi {{name}}' }])
  })

  it('of the host’s own code go out as they are', async () => {
    await desk.threadline.send({ to: customer, text: 'Hi {{name}}' })
    await desk.settle()
    expect(given()).toEqual([['Hi {{name}}']])
  })
})

describe('a picture without words', () => {
  it('goes by the form, which says that it may', async () => {
    await desk.click('send-text', '')
    expect(field(form(), 'text')).toMatchObject({ isOptional: true })
    await submit({ to: `number:${stranger}`, files: ['A'] }, { files: [picture('A')] })
    expect(given()).toEqual([['', 'A.png']])
  })

  it('goes by `send` and a number, or a name', async () => {
    await desk.threadline.contacts.add({ number: stranger, name: 'Jane Doe' })
    for (const [id, text] of Object.entries({ a: `send ${stranger}`, b: `send ${stranger}:`, c: 'send Jane Doe:' })) {
      await desk.chatEvents(memberMessage(id, { text, hasFiles: true, files: [picture('A')] }))
      await desk.settle()
    }
    expect(given()).toEqual([
      ['', 'A.png'],
      ['', 'A.png'],
      ['', 'A.png'],
    ])
  })

  it('is needed: nothing at all is not sent, and told', async () => {
    expect(await submit({ to: `number:${stranger}` })).toMatchObject({
      errors: { text: 'Not sent: there is no text.' },
    })
    await desk.chatEvents(memberMessage('n', { text: `send ${stranger}` }))
    await desk.settle()
    expect(whispers()).toEqual([expect.stringContaining('There is no text.')])
    expect(given()).toEqual([])
  })

  it('cannot come with a command: its help says so', async () => {
    expect(await command('help')).toMatchObject({
      text: expect.stringContaining('No file comes along with a command') as string,
    })
  })

  it('needs words on a line that sends nothing else', async () => {
    Object.assign(desk.carrier.capabilities, { media: undefined })
    await desk.click('send-text', '')
    expect(field(form(), 'text')).not.toHaveProperty('isOptional')
    expect(field(form(), 'files')).toBeUndefined()
  })
})

describe('a file of which a form tells no more than that it is there', () => {
  const kept = { to: `number:${customer}`, text: 'Look', kept: ['A'] }

  it('is not left out in silence by a line of words only', async () => {
    Object.assign(desk.carrier.capabilities, { media: undefined })
    expect(await submit(kept)).toMatchObject({
      errors: { files: 'Not sent: “File 1” cannot go along: this line sends words only.' },
    })
    expect(given()).toEqual([])
  })

  it('is linked to there, where the line is set up so, by an address that opens', async () => {
    await open({ bigFiles: 'link' })
    Object.assign(desk.carrier.capabilities, { media: undefined })
    await submit(kept)
    const [, url = ''] = desk.carrier.sendCalls[0]?.text.split('\n') ?? []
    const response = await desk.threadline.fetch(new Request(url))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
  })
})

describe('the footer of a first text', () => {
  const footer = 'Acme. Reply STOP to end.'
  const check = async (values: FormValues) => {
    const event = { type: 'action', action: 'check-text', subject: '', workspaceId: 'T1', formId: 'V1' } as const
    await desk.chatEvents({ ...event, identities: [`check:${(count += 1)}`], author, trigger: 'now', values })
    await desk.settle()
    return form()
  }
  beforeEach(() => open({ firstContactFooter: footer }))

  it('is in the preview, and counted', async () => {
    const text = 'x'.repeat(150)
    const shown = await check({ to: `number:${stranger}`, text })
    expect(shown.items).toContainEqual({ type: 'quote', text: `${text}\n${footer}` })
    expect(notes(shown)).toEqual([expect.stringMatching(/^📏 2 texts/)])
  })

  it('is not for somebody who wrote', async () => {
    const shown = await check({ to: `number:${customer}`, text: 'Hello' })
    expect(shown.items).not.toContainEqual(expect.objectContaining({ type: 'quote' }))
    expect(notes(shown)).toEqual([expect.stringMatching(/^📏 1 text,/)])
  })

  it('is only spoken of while nobody is chosen', async () => {
    expect(notes(await check({ text: 'Hello' }))).toEqual([
      expect.stringMatching(/^📏 1 text,/),
      'To somebody who never wrote, the first text also has the footer of the line.',
    ])
  })

  it('is counted when the form asks whether a text is worth what it costs', async () => {
    await open({ firstContactFooter: footer, warnAboveSegments: 1 })
    const text = 'x'.repeat(150)
    expect((await submit({ to: `number:${stranger}`, text }))?.form).toMatchObject({ submit: 'Send anyway' })
    expect(await submit({ to: `number:${customer}`, text })).toEqual({})
  })

  it('has no room beside a text that has just enough: that is told in the form, at once or for later', async () => {
    const text = 'x'.repeat(990)
    const later = String(Math.floor(desk.clock.now().getTime() / 1_000) + 3_600)
    const tooLong = { errors: { text: expect.stringContaining('has 1015 characters') as string } }
    expect(await submit({ to: `number:${stranger}`, text })).toMatchObject(tooLong)
    expect(await submit({ to: `number:${stranger}`, text, at: later })).toMatchObject(tooLong)
  })

  it('is counted in what a broadcast costs', async () => {
    await open({ firstContactFooter: footer, broadcastsTo: 'everybody' })
    const { id } = await desk.threadline.broadcasts.create({
      to: { numbers: [stranger, customer] },
      text: 'x'.repeat(150),
    })
    expect(await desk.threadline.broadcasts.preview(id)).toMatchObject({ texts: 2, segments: 3 })
  })
})

describe('a scheduled text with files', () => {
  const at = () => new Date(desk.clock.now().getTime() + 3_600_000)
  async function schedule(values: FormValues): Promise<string> {
    const seconds = String(Math.floor(at().getTime() / 1_000))
    const base = { to: `number:${customer}`, files: ['A', 'B'], at: seconds }
    await submit({ ...base, ...values }, { files })
    const [message] = await desk.threadline.texts.listScheduled()
    return message?.id ?? ''
  }

  it('is edited with them: one can be left out, and the words as well', async () => {
    const id = await schedule({ text: 'Look' })
    await desk.click('edit-scheduled', id)
    expect(field(form(), 'text')).toMatchObject({ isOptional: true })
    expect(field(form(), 'kept')).toMatchObject({
      options: [{ label: 'A.png' }, { label: 'B.png' }],
      values: ['A', 'B'],
    })
    await submit({ kept: ['B'] }, { form: 'edit-scheduled', subject: id })
    await desk.wait(3_700_000)
    expect(given()).toEqual([['', 'B.png']])
  })

  it('is never edited into nothing', async () => {
    const id = await schedule({ text: 'Look' })
    expect(await submit({}, { form: 'edit-scheduled', subject: id })).toMatchObject({
      errors: { text: 'Not sent: there is no text.' },
    })
  })

  it('keeps them when the host’s code changes its words', async () => {
    const id = await schedule({ text: 'Look' })
    await desk.threadline.texts.edit(id, 'See')
    await desk.wait(3_700_000)
    expect(given()).toEqual([['See', 'A.png', 'B.png']])
  })
})
