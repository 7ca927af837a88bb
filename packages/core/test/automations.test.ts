import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import type { LineOptions, LineSettings } from '@threadline/core'
import { carrierDouble, type CarrierDouble } from './support/carrier-double.js'
import { chatDouble } from './support/chat-double.js'
import { customer, openDesk, ourNumber, type Desk } from './support/desk.js'

const senders: LineOptions['senders'] = [{ provider: 'carrier', address: ourNumber }]
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const nineToFive = { weekly: [{ days: workdays, from: '09:00', to: '17:00' }], holidays: ['01-08'] }
const minuteMs = 60_000
const hourMs = 60 * minuteMs

let desk: Desk
let carrier: CarrierDouble

/** Monday, 10 o'clock where the line is, unless it is said otherwise. */
async function open(line: Partial<LineOptions>, now = '2030-01-07T15:00:00Z'): Promise<void> {
  carrier = { ...carrierDouble(), capabilities: { maxTextLength: 480, sendsOptOutReplies: true } }
  const lines: [LineOptions] = [{ senders, zone: 'America/New_York', ...line }]
  const chat = chatDouble()
  chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
  desk = await openDesk({ chat, providers: { carrier }, lines, clock: fakeClock(new Date(now)) })
}
const sent = () => carrier.texts.map(({ text }) => text)
const conversation = async () => {
  const [first] = await desk.threadline.conversations.list()
  if (!first) throw new Error('There is no conversation yet.')
  return first
}

describe('the first-message reply', () => {
  beforeEach(() => open({ firstMessageReply: 'Thanks, we are on it.' }))

  it('goes to a new contact once, is shown as automatic, and answers nobody', async () => {
    await desk.text('Hello?')
    expect(sent()).toEqual(['Thanks, we are on it.'])
    const shown = desk.views('message').map(({ post }) => post.view)
    expect(shown).toMatchObject([{ message: { direction: 'outbound', text: 'Thanks, we are on it.' } }])
    expect(shown[0]).not.toHaveProperty('message.memberId', expect.anything())
    expect(await conversation()).toMatchObject({ status: 'new', notification: { waiting: {} } })
    await desk.text('Anybody there?')
    await desk.wait(3 * minuteMs)
    expect(sent()).toHaveLength(1)
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('leaves the customer waiting when what somebody else wrote may not be sent', async () => {
    await desk.text('Hello?')
    desk.chat.members.set('U9', { id: 'U9', name: 'Guest', kind: 'guest' })
    await desk.reply('Hi', { author: { type: 'member', id: 'U9' } })
    expect(await conversation()).toMatchObject({ notification: { waiting: {} } })
  })

  it('is filled like a template', async () => {
    await open({ name: 'Kettles', firstMessageReply: 'Hi {{contact.firstName|there}}, thanks. {{line.name}}' })
    await desk.threadline.contacts.add({ number: customer, name: 'Jane {{line.number}} Doe' })
    await desk.text('Hello?')
    await desk.text('Hello?', '+14155550124')
    expect(sent()).toEqual(['Hi Jane, thanks. Kettles', 'Hi there, thanks. Kettles'])
  })

  it('goes once when the same webhook is delivered twice, at the same time too', async () => {
    const event = { type: 'text', externalId: 'X9', from: customer, to: ourNumber, text: 'Hi', media: [] } as const
    await Promise.all([desk.smsEvents(event), desk.smsEvents(event)])
    await desk.smsEvents(event)
    await desk.settle()
    expect(sent()).toHaveLength(1)
  })

  it('does not go to somebody we have written to', async () => {
    await desk.threadline.send({ to: customer, text: 'Your kettle is ready.' })
    await desk.settle()
    await desk.text('Great!')
    expect(sent()).toEqual(['Your kettle is ready.'])
  })

  it.each(['STOP', 'start', 'HELP', 'please stop texting me', 'I’m driving right now', 'Liked “Hi”'])(
    'does not answer %j',
    async (text) => {
      await desk.text(text)
      expect(sent()).toEqual([])
    },
  )

  it.each(['24273', 'BANK', '+4915112345678', ourNumber])('does not go to %s', async (from) => {
    await desk.text('Hello', from)
    expect(sent()).toEqual([])
  })

  it('does not answer what comes hours late, nor somebody who is blocked', async () => {
    const sentAt = new Date(desk.clock.now().getTime() - 2 * hourMs)
    await desk.smsEvents({
      type: 'text',
      externalId: 'L',
      from: customer,
      to: ourNumber,
      text: 'Hi',
      media: [],
      sentAt,
    })
    const blocked = '+14155550124'
    await desk.threadline.contacts.add({ number: blocked })
    await desk.threadline.contacts.block({ number: blocked })
    await desk.text('Hi', blocked)
    expect(sent()).toEqual([])
  })

  it('counts against the limits of the line', async () => {
    await open({ firstMessageReply: 'Thanks.', dailyTexts: 1 })
    await desk.text('Hi')
    await desk.text('Hi', '+14155550124')
    expect(sent()).toEqual(['Thanks.'])
  })
})

describe('the after-hours reply', () => {
  const closed = {
    businessHours: nineToFive,
    firstMessageReply: 'Thanks.',
    afterHoursReply: 'Closed until {{ next_open_time }}.',
  }
  const evening = '2030-01-07T23:00:00Z'

  it('says when it is open again, goes in the place of the first-message reply, and once in four hours', async () => {
    await open(closed, evening)
    await desk.text('Hello?')
    await desk.text('Hello??')
    expect(sent()).toEqual(['Closed until 2030-01-09 09:00 UTC-5.'])
    await desk.wait(4 * hourMs)
    await desk.text('Hello???')
    expect(sent()).toHaveLength(2)
  })

  it('says it by the contact’s own clock where their zone is known', async () => {
    await open(closed, evening)
    await desk.threadline.contacts.add({ number: customer, zone: 'America/Los_Angeles' })
    await desk.text('Hello?')
    expect(sent()).toEqual(['Closed until 2030-01-09 06:00.'])
  })

  it('is not given while it is open', async () => {
    await open(closed)
    await desk.text('Hello?')
    expect(sent()).toEqual(['Thanks.'])
  })

  it('is not given while somebody is there, and is once they have gone', async () => {
    await open({ ...closed, firstMessageReply: '' }, '2030-01-07T21:50:00Z')
    await desk.text('Hello?')
    await desk.reply('Hi, how can I help?')
    await desk.wait(20 * minuteMs)
    await desk.text('My kettle is broken')
    expect(sent()).toEqual(['Hi, how can I help?'])
    await desk.wait(20 * minuteMs)
    await desk.text('Still there?')
    expect(sent().at(-1)).toMatch(/^Closed until/)
  })

  it('has its cooldown after a restart, too', async () => {
    const storage = memoryStorage()
    const lines: [LineOptions] = [{ senders, zone: 'America/New_York', ...closed }]
    const clock = fakeClock(new Date(evening))
    const one = await openDesk({ storage, lines, clock })
    await one.text('Hello?')
    const other = await openDesk({ storage, lines, clock })
    await other.text('Hello??', customer, 'another')
    expect([...one.carrier.texts, ...other.carrier.texts]).toHaveLength(1)
  })

  it('does not keep two machines talking', async () => {
    await open({ ...closed, afterHoursCooldownMs: 0 }, evening)
    for (let index = 0; index < 20; index += 1) await desk.text(`Your message ${index} is important to us.`)
    expect(sent()).toHaveLength(5)
  })
})

describe('a keyword rule', () => {
  const rule = { id: 'hours', words: ['hours'], match: 'word', reply: 'Mon-Fri 9-5.' } as const

  it('goes before any other reply, and does nothing more for an hour', async () => {
    await open({ keywordRules: [rule], firstMessageReply: 'Thanks.' })
    await desk.text('What are your hours?')
    await desk.text('Hours!')
    expect(sent()).toEqual(['Mon-Fri 9-5.'])
    await desk.wait(hourMs)
    await desk.text('Your hours, please')
    expect(sent()).toHaveLength(2)
  })

  it('tags, gives to somebody, and sets the status; the first one that matches counts', async () => {
    const billing = {
      id: 'b',
      words: ['invoice'],
      match: 'word',
      tags: ['Billing'],
      assignTo: 'U2',
      status: 'pending',
    } as const
    await open({ keywordRules: [billing, { ...rule, words: ['invoice'] }], firstMessageReply: 'Thanks.' })
    const by: string[] = []
    desk.threadline.on('conversation.changed', (event) => by.push(event.by.type))
    await desk.text('Where is my invoice?')
    expect(await conversation()).toMatchObject({ tags: ['billing'], assigneeId: 'U2', status: 'pending' })
    expect(sent()).toEqual(['Thanks.'])
    expect(by).toEqual(['automation', 'automation', 'automation'])
  })

  it('does not take a conversation from whoever has it', async () => {
    await open({ keywordRules: [{ id: 'b', words: ['invoice'], match: 'word', assignTo: 'U2' }] })
    await desk.text('Hi')
    await desk.threadline.conversations.assign((await conversation()).id, 'U1')
    await desk.text('Invoice?')
    expect(await conversation()).toMatchObject({ assigneeId: 'U1' })
  })

  it('says nothing to a contact who is opted out', async () => {
    await open({ keywordRules: [rule] })
    await desk.text('STOP')
    await desk.text('hours')
    expect(sent()).toEqual([])
  })
})

describe('settings of what a line answers by itself', () => {
  it.each<[Partial<LineSettings>, RegExp]>([
    [{ zone: 'Narnia/Central' }, /time zone such as/],
    [{ businessHours: { weekly: [], holidays: [] } }, /at least one day/],
    [{ afterHoursReply: 'Back {{next_time}}' }, /{{next_time}} is no variable/],
    [{ firstMessageReply: 'Open {{next_open_time}}' }, /{{next_open_time}} is no variable/],
    [{ firstMessageReply: 'Hi {{contact.firstName}}' }, /say what stands in for it/],
    [{ firstMessageReply: 'x'.repeat(460) }, /at most 459 characters/],
    [{ afterHoursCooldownMs: Number.NaN }, /between after-hours replies/],
    [{ keywordRules: [{ id: 'a', words: ['cancel'], match: 'whole', reply: 'No' }] }, /“cancel”/],
  ])('%j are refused with what is wrong', async (changes, sentence) => {
    await open({})
    await expect(desk.threadline.settings.changeLine('main', changes)).rejects.toMatchObject({
      code: 'settings.invalid',
      message: expect.stringMatching(sentence) as string,
    })
  })
})
