import type { LineOptions } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { carrierDouble, carrierUnknown } from './support/carrier-double.js'
import { customer, memberMessage, openDesk, ourNumber, type Desk } from './support/desk.js'

// The carrier takes 160 characters.
const [first, second, third] = ['one '.repeat(40), 'two '.repeat(40), 'three']
const long = `${first}${second}${third}`

const openLine = (options: Partial<LineOptions>): Promise<Desk> =>
  openDesk({ lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...options }] })

const textsOf = ({ carrier }: Desk): readonly string[] => carrier.texts.map(({ text }) => text)
const marksOf = ({ chat }: Desk): readonly string[] => chat.marks.map(({ mark }) => mark)

describe('a text longer than the provider takes', () => {
  it('is refused unless the line says otherwise', async () => {
    const desk = await openLine({})
    await desk.text('Hi')
    await desk.reply(long)
    expect(textsOf(desk)).toEqual([])
    expect(desk.chat.whispers[0]?.view).toMatchObject({ text: expect.stringContaining('this line takes 160') })
  })

  it('goes out in order, as several texts that are the text', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    await desk.reply(long)
    expect(textsOf(desk)).toEqual([first, second, third])
    expect(new Set(desk.carrier.texts.map(({ reference }) => reference)).size).toBe(3)
  })

  it('has one mark on the reply: that of the part which has come least far', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    await desk.reply(long)
    for (const externalId of ['X1', 'X3']) await desk.receipt({ externalId, status: 'delivered' })
    expect(marksOf(desk)).toEqual([])
    await desk.receipt({ externalId: 'X2', status: 'sent' })
    expect(marksOf(desk)).toEqual(['sent'])
    await desk.receipt({ externalId: 'X2', status: 'delivered' })
    expect(marksOf(desk)).toEqual(['sent', 'delivered'])
    expect(new Set(desk.chat.marks.map(({ ref }) => ref.messageId)).size).toBe(1)
  })

  it('is marked as failed as soon as one part is, and says which words', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    await desk.reply(long)
    await desk.receipt({ externalId: 'X2', status: 'failed', failure: { category: 'landline' } })
    for (const externalId of ['X1', 'X3']) await desk.receipt({ externalId, status: 'delivered' })
    expect(marksOf(desk)).toEqual(['failed'])
    expect(desk.views('failure').map(({ post }) => post.view)).toMatchObject([{ text: expect.stringMatching(/^two/) }])
  })

  it('is whole again once its unsure part was sent again', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply(long)
    await desk.wait(120_000)
    const [unsure] = desk.views('unsure')
    const subject = unsure?.post.view.type === 'unsure' ? unsure.post.view.messageId : ''
    for (const externalId of ['X1', 'X2']) await desk.receipt({ externalId, status: 'delivered' })
    expect(marksOf(desk)).toEqual([])
    await desk.click('resend', subject, unsure)
    expect(textsOf(desk)).toEqual([second, third, first])
    await desk.receipt({ externalId: 'X3', status: 'delivered' })
    expect(marksOf(desk)).toEqual(['delivered'])
  })

  it('is denied to a guest once, whole', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    await desk.reply(long, { author: { type: 'member', id: 'U2' } })
    expect(textsOf(desk)).toEqual([])
    expect(desk.views('notice').map(({ post }) => post.view)).toMatchObject([
      { text: expect.stringContaining('guests') },
    ])
  })

  it('is shown part by part when it comes from elsewhere, each with its own mark', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.chatEvents(memberMessage('c1', { text: `send ${customer} ${long}` }))
    await desk.settle()
    expect(desk.chat.posts.map(({ post }) => post.view)).toMatchObject([
      { type: 'root', message: { text: first } },
      { type: 'message', message: { text: second } },
      { type: 'message', message: { text: third } },
    ])
    for (const externalId of ['X1', 'X2', 'X3']) await desk.receipt({ externalId, status: 'delivered' })
    expect(new Set(desk.chat.marks.map(({ ref }) => ref.messageId)).size).toBe(3)
  })

  it('is one text to the host: its idempotency key covers all parts', async () => {
    const desk = await openLine({ longTexts: 'split' })
    const request = { to: customer, text: long, idempotencyKey: 'order-7' }
    const results = [await desk.threadline.send(request), await desk.threadline.send(request)]
    await desk.settle()
    expect(results[1]).toEqual(results[0])
    expect(textsOf(desk)).toEqual([first, second, third])
  })

  it('is refused where it would be more than ten', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await expect(desk.threadline.send({ to: customer, text: 'a'.repeat(1_601) })).rejects.toMatchObject({
      code: 'send.text_too_long',
      message: expect.stringContaining('more than 10'),
    })
    await desk.threadline.send({ to: customer, text: 'a'.repeat(1_600) })
    await desk.settle()
    expect(textsOf(desk)).toHaveLength(10)
  })

  it('is measured in segments where the provider counts those, and says which sign makes it long', async () => {
    const capabilities = { maxTextLength: 300, maxSegments: 1, sendsOptOutReplies: true }
    const carrier = { ...carrierDouble(), capabilities }
    const openCounting = (longTexts: LineOptions['longTexts']) =>
      openDesk({
        providers: { carrier },
        lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], longTexts }],
      })
    const text = `✓ ${'Your order is ready. '.repeat(4)}`
    const refusing = await openCounting('refuse')
    await refusing.text('Hi')
    await refusing.reply(text)
    expect(refusing.chat.whispers[0]?.view).toMatchObject({
      text: 'Not sent: with “✓” in it the text counts as 2 texts and this line takes 1 at once. Send it in parts.',
    })
    const splitting = await openCounting('split')
    await splitting.text('Hi')
    await splitting.reply(text)
    expect(carrier.texts.map((sent) => sent.text)).toEqual([
      '✓ Your order is ready. Your order is ready. Your order is ready. Your ',
      'order is ready. ',
    ])
  })

  it('has no part of nothing but white space', async () => {
    const desk = await openLine({ longTexts: 'split' })
    await desk.text('Hi')
    await desk.reply(`a${' '.repeat(500)}b`)
    expect(textsOf(desk).map((text) => text.trim())).toEqual(['a', 'b'])
  })
})

describe('curly quotes', () => {
  it.each([
    ['keep', 'It’s “here”…'],
    ['plain', `It's "here"...`],
  ] as const)('%s', async (smartQuotes, sent) => {
    const desk = await openLine({ smartQuotes })
    await desk.text('Hi')
    await desk.reply('It’s “here”…')
    expect(textsOf(desk)).toEqual([sent])
  })

  it('are made plain before the length is looked at', async () => {
    const desk = await openLine({ smartQuotes: 'plain' })
    await desk.text('Hi')
    await desk.reply(`${'a'.repeat(159)}…`)
    expect(desk.chat.whispers[0]?.view).toMatchObject({ text: expect.stringContaining('162 characters') })
  })
})
