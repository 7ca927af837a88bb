import { afterEach, describe, expect, it } from 'vitest'
import type { ChatFormEvent, FormView, LineOptions, WrittenFile } from '@threadline/core'
import { rewrite } from '../support/changes.js'
import { carrierDouble, carrierUnknown } from '../support/carrier-double.js'
import { memberMessage, ourNumber } from '../support/desk.js'
import { deskWithFiles, fileChat, picture, pictures } from '../support/file-double.js'
import { first, openTwoCarriers } from '../support/two-carriers.js'

type Desk = Awaited<ReturnType<typeof deskWithFiles>>
const minuteMs = 60_000

let desk: Desk
afterEach(() => desk.threadline.stop())

const lineWith = (settings: Partial<LineOptions>) => ({
  lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...settings }] as const,
})
const open = async (files: readonly WrittenFile[], overrides: Parameters<typeof deskWithFiles>[1] = {}) =>
  void (desk = await deskWithFiles(files, overrides))
const reply = (text: string, ...files: readonly WrittenFile[]) => desk.reply(text, { hasFiles: true, files })

/** What the carrier was given: the words of each text, and what its files are called. */
const given = () => desk.carrier.sendCalls.map(({ media = [], text }) => [text, ...media.map((one) => one.fileName)])
const notices = () =>
  [...desk.chat.whispers, ...desk.views('notice').map(({ post }) => post)].map(({ view }) =>
    'text' in view ? view.text : '',
  )

describe('a message with files', () => {
  it('goes as one text where one can hold it, and else as several, in order, the words first', async () => {
    const [a, b, c] = [picture('A'), picture('B'), picture('C')] as const
    await open([a, b, c])
    await reply('Two', a, b)
    await reply('Three', a, b, c)
    await reply('', c)
    expect(given()).toEqual([
      ['Two', 'A.png', 'B.png'],
      ['Three', 'A.png', 'B.png'],
      ['', 'C.png'],
      ['', 'C.png'],
    ])
    expect(notices()).toEqual([])
  })

  it('has its files on the first part of a long text', async () => {
    const three = [picture('A', { bytes: 800 }), picture('B', { bytes: 800 })] as const
    await open(three, lineWith({ longTexts: 'split' }))
    await reply(`${'word '.repeat(40)}end`, ...three)
    expect(given().map(([text = '', ...files]) => [text.slice(-3), ...files])).toEqual([
      ['rd ', 'A.png'],
      ['end'],
      ['', 'B.png'],
    ])
  })

  it.each<[string, WrittenFile, string]>([
    ['is too large', picture('A', { bytes: 1_100 }), '“A.png” has 2 kB, and this line sends files of at most 1 kB.'],
    ['is of another kind', picture('A', { contentType: 'image/heic' }), 'of a kind (HEIC)'],
    ['is a page', picture('A', { problem: 'no-file' }), 'is a page, not a file.'],
  ])('stays inside, whole, when one of them %s, and its author is told why', async (_what, file, sentence) => {
    const good = picture('B')
    await open([file, good])
    await reply('Look', good, file)
    expect(given()).toEqual([])
    expect(notices()).toEqual([expect.stringMatching(/^Not sent: /)])
    expect(notices()[0]).toContain(sentence)
  })

  it('stays inside on a line of words only', async () => {
    await open([picture('A')], { media: undefined })
    await reply('Look', picture('A'))
    expect(given()).toEqual([])
    expect(notices()).toEqual(['Not sent: “A.png” cannot go along: this line sends words only.'])
  })

  it('has links to what does not fit, where the line is set up so, and they open for a week', async () => {
    const [large, small] = [picture('A', { bytes: 5_000 }), picture('B')] as const
    await open([large, small], lineWith({ bigFiles: 'link' }))
    Object.assign(desk.carrier.capabilities, { maxTextLength: 500 })
    await reply('Look', large, small)
    expect(given()).toEqual([
      [expect.stringMatching(/^Look\nhttps:\/\/desk\.example\/threadline\/media\/\S+\/A\.png$/), 'B.png'],
    ])
    const url = desk.carrier.sendCalls[0]?.text.split('\n')[1] ?? ''
    await desk.receipt({ status: 'delivered' })
    await desk.text('STOP')
    expect((await desk.threadline.fetch(new Request(url))).status).toBe(200)
    desk.clock.advance(7 * 24 * 60 * minuteMs)
    expect((await desk.threadline.fetch(new Request(url))).status).toBe(404)
  })

  it.each<[string, (desk: Desk) => unknown]>([
    ['is gone by then', ({ chat }) => chat.kept.clear()],
    ['turns out to be another', ({ chat }) => chat.become('A', { contentType: 'application/pdf' })],
    ['turns out to be a page', ({ chat }) => chat.become('A', { problem: 'no-file' })],
  ])('is taken back, whole, when a file of it %s', async (_what, happens) => {
    await open([picture('A')], lineWith({ undoWindowMs: minuteMs }))
    await reply('Look', picture('A'))
    happens(desk)
    await desk.wait(2 * minuteMs)
    expect(given()).toEqual([])
    expect(notices()).toEqual([expect.stringMatching(/^Not sent: /)])
  })

  it('leaves with what its event did not tell', async () => {
    await open([picture('A')])
    await reply('Look', { id: 'A', name: 'file', contentType: '', bytes: 0, isUntold: true })
    expect(given()).toEqual([['Look', 'A.png']])
  })

  it('waits while nobody can say what its files are', async () => {
    await open([picture('A')])
    desk.chat.isAway = true
    await reply('Look', picture('A'))
    expect(given()).toEqual([])
    desk.chat.isAway = false
    await desk.wait(minuteMs)
    expect(given()).toEqual([['Look', 'A.png']])
  })

  it('is changed by an edit until it leaves, its files too', async () => {
    const [a, b] = [picture('A'), picture('B')] as const
    await open([a, b], lineWith({ undoWindowMs: minuteMs }))
    const post = { channelId: 'C1', messageId: 'human-edited' }
    await desk.reply('Look', { post, hasFiles: true, files: [a, b] })
    await rewrite(desk, post, 'Look!', { thread: desk.root().ref, hasFiles: true, files: [b] })
    await desk.wait(3 * minuteMs)
    expect(given()).toEqual([['Look!', 'B.png']])
  })

  it('is canceled when the last of it is taken away', async () => {
    await open([picture('A')], lineWith({ undoWindowMs: minuteMs }))
    const post = { channelId: 'C1', messageId: 'human-edited' }
    await desk.reply('', { post, hasFiles: true, files: [picture('A')] })
    await rewrite(desk, post, '', { thread: desk.root().ref })
    await desk.wait(3 * minuteMs)
    expect(given()).toEqual([])
  })

  it('is asked about first where that is the rule, and goes whole', async () => {
    await open([picture('A')], lineWith({ sendMode: 'confirm-first' }))
    await reply('', picture('A'))
    expect(given()).toEqual([])
    const question = desk.views('ask')[0]
    const view = question?.post.view
    expect(view).toMatchObject({ text: '📎 A.png' })
    await desk.click('send-typed', view?.type === 'ask' ? view.messageId : '', question)
    expect(given()).toEqual([['', 'A.png']])
  })

  it('goes by command and, later, by form', async () => {
    await open([picture('A')])
    const files = [picture('A')]
    await desk.chatEvents(memberMessage('c', { text: 'send +14155550199 Look', hasFiles: true, files }))
    await desk.settle()
    const at = Math.floor(desk.clock.now().getTime() / 1_000) + 3_600
    const values = { to: 'number:+14155550123', text: 'Later', files: ['A'], at: String(at) }
    const author = { type: 'member', id: 'U1' } as const
    const form = { type: 'form', form: 'send-text', subject: '', workspaceId: 'T1', identities: ['f'] } as const
    await desk.chatEvents({ ...form, values, files, author } satisfies ChatFormEvent)
    await desk.settle()
    await desk.wait(61 * minuteMs)
    expect(given()).toEqual([
      ['Look', 'A.png'],
      ['Later', 'A.png'],
    ])
  })

  it('goes by a sender that takes files, and is never handed to one that does not', async () => {
    const [alpha, beta] = [carrierDouble(), carrierDouble()]
    Object.assign(beta.capabilities, { media: pictures })
    const two = await openTwoCarriers({ alpha, beta, chat: fileChat([picture('A')]) })
    desk = { ...two.desk, chat: fileChat([]) }
    await two.textTo(first, 'Hi')
    await two.desk.reply('Look', { hasFiles: true, files: [picture('A')] })
    beta.script({ outcome: { type: 'refused', retryable: false, failure: { category: 'account' } } })
    await two.desk.reply('Again', { hasFiles: true, files: [picture('A')] })
    expect(alpha.sendCalls).toEqual([])
    expect(beta.texts).toMatchObject([{ text: 'Look', media: [{ fileName: 'A.png' }] }])
    expect(two.desk.views('failure')).toHaveLength(1)
  })

  it('goes with links once a click says so, when the phone cannot take it', async () => {
    await open([picture('A')])
    Object.assign(desk.carrier.capabilities, { maxTextLength: 500 })
    await reply('Look', picture('A'))
    await desk.receipt({ status: 'undelivered', failure: { category: 'media' } })
    const failure = desk.views('failure')[0]
    const view = failure?.post.view
    const subject =
      view?.type === 'failure' ? view.buttons.find(({ action }) => action === 'send-as-link')?.subject : ''
    await desk.click('send-as-link', subject ?? '', failure)
    const again = desk.carrier.sendCalls.at(-1)
    expect(again).not.toHaveProperty('media')
    const response = await desk.threadline.fetch(new Request(again?.text.split('\n')[1] ?? 'https://none'))
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([200, 10])
  })

  it('keeps its files when the form asks once more, unless they are taken out', async () => {
    const [a, b] = [picture('A'), picture('B')] as const
    await open([a, b])
    Object.assign(desk.carrier.capabilities, { maxTextLength: 1_600 })
    const text = 'word '.repeat(120)
    const submit = async (id: string, more: Pick<ChatFormEvent, 'subject' | 'files'>, values = {}) => {
      const base = { type: 'form', form: 'send-text', workspaceId: 'T1', author: { type: 'member', id: 'U1' } } as const
      const to = 'number:+14155550123'
      const response = await desk.chatEvents({ ...base, identities: [id], values: { to, text, ...values }, ...more })
      await desk.settle()
      return (await response.json()) as { readonly form?: FormView }
    }
    const { form } = await submit('1', { subject: '', files: [a, b] }, { files: ['A', 'B'] })
    const kept = form?.items.find((item) => 'name' in item && item.name === 'kept')
    expect(kept).toMatchObject({ options: [{ label: 'A.png' }, { label: 'B.png' }], values: ['A', 'B'] })
    expect(given()).toEqual([])
    await submit('2', { subject: form?.subject ?? '' }, { kept: ['B'] })
    expect(given()).toEqual([[text, 'B.png']])
  })

  it('is not taken for another that differs only in its pictures', async () => {
    await open([picture('A'), picture('B')])
    desk.carrier.script({ outcome: carrierUnknown }, { outcome: carrierUnknown })
    desk.carrier.findOutcome = { type: 'done', value: { externalId: 'X9', status: 'sent', rawStatus: 'sent' } }
    await reply('', picture('A'))
    await reply('', picture('B'))
    await desk.wait(2 * minuteMs)
    expect(desk.views('unsure')).toHaveLength(2)
    const [first] = desk.views('unsure')
    const view = first?.post.view
    await desk.click('resend', view?.type === 'unsure' ? view.messageId : '', first)
    expect(given().at(-1)).toEqual(['', 'A.png'])
  })
})
