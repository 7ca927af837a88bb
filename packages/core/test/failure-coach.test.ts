import { beforeEach, describe, expect, it } from 'vitest'
import type { TextFailureCategory } from '@threadline/core'
import { carrierDouble, type CarrierDouble, type CarrierScript } from './support/carrier-double.js'
import { fileChat, picture, pictures } from './support/file-double.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'

const dayMs = 24 * 60 * 60_000
const files = [picture('F1', { name: 'kettle.png' })]

let desk: Desk
let carrier: CarrierDouble
beforeEach(async () => {
  carrier = { ...carrierDouble(), capabilities: { maxTextLength: 400, sendsOptOutReplies: true, media: pictures } }
  desk = await openDesk({
    chat: fileChat(files),
    providers: { carrier },
    lines: [{ senders: [{ provider: 'carrier', address: ourNumber }] }],
  })
  await desk.text('Hi')
})

const refused = (category: TextFailureCategory, code = '1'): CarrierScript => ({
  outcome: { type: 'refused', retryable: false, failure: { category, code, detail: 'A detail.' } },
})
const sent = () => carrier.texts.map(({ text }) => text)
const failures = () => desk.views('failure')
const alerts = () => desk.views('alert')

async function fail(category: TextFailureCategory, words = 'hello', code?: string): Promise<void> {
  carrier.script(refused(category, code))
  await desk.reply(words)
}

/** The buttons under the last text that did not arrive, and a click on one. */
function buttons() {
  const view = failures().at(-1)?.post.view
  return view?.type === 'failure' ? view.buttons : []
}
async function click(label: string): Promise<void> {
  const button = buttons().find((one) => one.label === label)
  if (!button) throw new Error(`There is no ${label}.`)
  await desk.click(button.action, button.subject, failures().at(-1))
}

async function inbox() {
  await desk.click('inbox', '')
  return (desk.chat.forms.at(-1)?.items ?? []).flatMap((item) => (item.type === 'entry' ? item : []))
}

describe('under a text that did not arrive', () => {
  it.each<[TextFailureCategory, readonly string[]]>([
    ['landline', ['Edit number']],
    ['unreachable', ['Send again']],
    ['unknown-number', ['Edit number']],
    ['invalid-number', ['Edit number', 'Send again']],
    ['opted-out', []],
    ['blocked', ['Edit and send']],
    ['sender-unregistered', ['Ask admin', 'Send again']],
    ['sender-invalid', ['Ask admin', 'Send again']],
    ['rate-limited', ['Send again']],
    ['region', ['Ask admin', 'Send again']],
    ['fraud-suspected', ['Ask admin']],
    ['too-long', ['Edit and send']],
    ['media', []],
    ['account', ['Ask admin', 'Send again']],
    ['expired', ['Send again']],
    ['provider-down', ['Send again']],
    ['other', ['Send again', 'Edit number']],
  ])('of %s stands %j', async (category, labels) => {
    await fail(category)
    expect(buttons().map(({ label }) => label)).toEqual(labels)
  })

  it('Send again sends it once, in the name of whoever clicks', async () => {
    await fail('unreachable')
    const [failure] = failures()
    await click('Send again')
    expect(sent()).toEqual(['hello'])
    expect(failures()).toEqual([])
    const view = failure?.post.view
    const subject = view?.type === 'failure' ? (view.buttons[0]?.subject ?? '') : ''
    await desk.click('retry', subject, failure)
    expect(sent()).toEqual(['hello'])
    expect(desk.views('message').at(-1)?.post.view).toMatchObject({ message: { text: 'hello', memberId: 'U1' } })
  })

  it('Send again stands in the inbox too, which shows that it was', async () => {
    await fail('unreachable')
    const [item] = (await inbox()).flatMap(({ buttons = [] }) => buttons.filter(({ action }) => action === 'retry'))
    const author = { type: 'member', id: 'U1' } as const
    const event = { workspaceId: 'T1', identities: ['again'], author, trigger: 'now', formId: 'V1' } as const
    await desk.chatEvents({ type: 'action', action: 'retry', subject: item?.subject ?? '', ...event })
    await desk.settle()
    expect(sent()).toEqual(['hello'])
    const left = desk.chat.forms.at(-1)?.items.flatMap((one) => (one.type === 'entry' ? (one.buttons ?? []) : []))
    expect(left?.map(({ action }) => action)).not.toContain('retry')
  })

  it('it is sent again from the host’s code too, once', async () => {
    const ids: string[] = []
    desk.threadline.on('message.status', ({ message }) => void (message.status === 'failed' && ids.push(message.id)))
    await fail('unreachable')
    const [id = ''] = ids
    await desk.threadline.texts.sendAgain(id)
    await desk.settle()
    expect(sent()).toEqual(['hello'])
    await expect(desk.threadline.texts.sendAgain(id)).rejects.toMatchObject({ code: 'send.not_failed' })
  })

  it('Send again is refused like any other text', async () => {
    await fail('unreachable')
    await desk.text('STOP')
    await click('Send again')
    expect(sent()).toEqual([])
    expect(desk.views('notice').at(-1)?.post.view).toMatchObject({ text: expect.stringMatching(/opted out/) as string })
    expect(failures()).toHaveLength(1)
  })

  it('nothing that was not a failed text is sent again', async () => {
    await desk.reply('hello')
    const [conversation] = await desk.threadline.conversations.list()
    const kept = await desk.storage.transaction('T1', ({ messages }) => messages.newest(conversation?.id ?? '', 10))
    for (const { id } of kept) await desk.click('retry', id)
    expect(sent()).toEqual(['hello'])
  })

  it('Edit and send opens the form with its words', async () => {
    await fail('blocked', 'see bit.ly/x')
    await click('Edit and send')
    const form = desk.chat.forms.at(-1)
    expect(form).toMatchObject({ name: 'send-text' })
    expect(form?.items).toContainEqual(expect.objectContaining({ name: 'text', value: 'see bit.ly/x' }))
  })

  it('Edit number opens it for the right number, whose conversation it begins', async () => {
    carrier.script(refused('landline'))
    await desk.reply('Look', { hasFiles: true, files })
    await click('Edit number')
    const items = desk.chat.forms.at(-1)?.items ?? []
    expect(items).toContainEqual(expect.objectContaining({ name: 'to', hasFocus: true }))
    expect(items).toContainEqual(expect.objectContaining({ name: 'text', value: 'Look' }))
    expect(items).toContainEqual(expect.objectContaining({ name: 'kept', values: ['F1'] }))
    const values = { to: '+14155550188', text: 'Look', kept: ['F1'] }
    const form = { type: 'form', form: 'send-text', subject: '', workspaceId: 'T1', identities: ['right'] } as const
    await desk.chatEvents({ ...form, author: { type: 'member', id: 'U1' }, values })
    await desk.settle()
    expect(carrier.texts).toMatchObject([{ to: '+14155550188', text: 'Look', media: [{ fileName: 'kettle.png' }] }])
  })

  it('Send as link puts a link in the place of a picture', async () => {
    carrier.script(refused('media'))
    await desk.reply('Look', { hasFiles: true, files })
    expect(sent()).toEqual([])
    await click('Send as link')
    expect(sent()).toEqual([
      expect.stringMatching(/^Look\nhttps:\/\/desk\.example\/threadline\/media\/\S+\/kettle\.png$/),
    ])
    expect(carrier.texts[0]?.media ?? []).toEqual([])
  })

  it('Ask admin tells the admin once, and says so', async () => {
    await fail('fraud-suspected')
    await click('Ask admin')
    await click('Ask admin')
    expect(alerts()).toHaveLength(1)
    expect(alerts()[0]?.post).toMatchObject({
      target: { channel: 'C1' },
      view: { title: expect.stringMatching(/needs help/) as string, link: { label: 'Open the conversation' } },
    })
    expect(desk.chat.whispers.map(({ view }) => view)).toMatchObject([{ text: 'The admin has been told.' }, {}])
  })
})

describe('the admin', () => {
  it.each(['account', 'region', 'sender-unregistered', 'sender-invalid'] as const)(
    'is told of %s once in a day, however many texts it spoils',
    async (category) => {
      for (const words of ['one', 'two', 'three']) await fail(category, words)
      expect(alerts()).toHaveLength(1)
      await desk.wait(dayMs)
      await fail(category, 'four')
      expect(alerts()).toHaveLength(2)
    },
  )

  it('is told of another cause at once', async () => {
    await fail('sender-unregistered', 'one', '30034')
    await fail('sender-unregistered', 'two', '30032')
    expect(alerts()).toHaveLength(2)
  })

  it.each(['landline', 'opted-out', 'blocked', 'rate-limited', 'other'] as const)(
    'is not told of %s',
    async (category) => {
      await fail(category)
      expect(alerts()).toEqual([])
    },
  )

  it('is told at once of what is still tried again, and by what a receipt says', async () => {
    const account = { category: 'account', code: 'low-balance' } as const
    carrier.script({ outcome: { type: 'refused', retryable: true, retryAfterMs: 60_000, failure: account } })
    await desk.reply('hello')
    expect(alerts()).toHaveLength(1)
    await desk.wait(120_000)
    expect(sent()).toEqual(['hello'])
    await desk.receipt({ status: 'undelivered', failure: { category: 'sender-unregistered', code: '30034' } })
    expect(alerts()).toHaveLength(2)
  })

  it('is told in the channel for alerts, by name', async () => {
    const told: string[] = []
    desk.threadline.on('admin.alerted', ({ title }) => told.push(title))
    await desk.threadline.settings.changeWorkspace({ alerts: { channel: 'C7', memberId: 'U5' } })
    await fail('account')
    expect(alerts()[0]?.post).toMatchObject({
      target: { channel: 'C7' },
      view: { memberIds: ['U5'], text: 'A detail. (carrier, 1)' },
    })
    expect(told).toEqual(['The account that sends our texts has a problem'])
  })

  it('is told that a line has lost its channel, where that can be read', async () => {
    await desk.threadline.settings.changeWorkspace({ alerts: { channel: 'C7' } })
    desk.chat.gone.set('C1', 'archived')
    await desk.text('Anybody?')
    await desk.text('Hello?', '+14155550124')
    expect(alerts().map(({ post }) => post)).toMatchObject([
      { target: { channel: 'C7' }, view: { title: expect.stringMatching(/lost its channel/) as string } },
    ])
  })

  it('is told of a permission that the app lacks in chat', async () => {
    const detail = 'Add the scope reactions:write and reinstall the app.'
    const failure = { category: 'missing-scope', code: 'missing_scope', detail } as const
    desk.chat.script('mark', { outcome: { type: 'refused', retryable: true, retryAfterMs: 60_000, failure } })
    await desk.reply('hello')
    await desk.receipt({ status: 'delivered' })
    expect(alerts().map(({ post }) => post.view)).toMatchObject([{ text: `${detail} (missing_scope)` }])
  })
})
