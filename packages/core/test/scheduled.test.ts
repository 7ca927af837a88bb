import { describe, expect, it } from 'vitest'
import { ThreadlineError, type ChatFormEvent, type PanelView } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'

const hour = 60 * 60_000
const inMs = (desk: Desk, ms: number) => new Date(desk.clock.now().getTime() + ms)
const sent = (desk: Desk) => desk.carrier.texts.map(({ text }) => text)
const cards = (desk: Desk) => desk.views('panel').map(({ post }) => post.view as PanelView)
const schedule = (desk: Desk, text: string, ms: number) =>
  desk.threadline.texts.schedule({ to: customer, text, at: inMs(desk, ms) })

async function jump(desk: Desk, ms: number): Promise<void> {
  desk.clock.advance(ms)
  await desk.settle()
}

let submissions = 0
async function submit(
  desk: Desk,
  values: ChatFormEvent['values'],
  form: ChatFormEvent['form'] = 'send-text',
  subject = '',
) {
  const author = { type: 'member', id: 'U1' } as const
  const identities = [`view:${(submissions += 1)}`] as const
  const response = await desk.chatEvents({ type: 'form', workspaceId: 'T1', identities, form, subject, values, author })
  await desk.settle()
  return response.json() as Promise<unknown>
}

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))

describe('a scheduled text', () => {
  it('leaves at its time, once, and is shown in its thread until then', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const { messageId } = await schedule(desk, 'See you tomorrow', 2 * hour)
    await desk.settle()
    expect(sent(desk)).toEqual([])
    expect(cards(desk)).toMatchObject([{ items: [{ title: `🕒 Scheduled to +1 415 555 0123` }, {}, {}] }])
    expect(await desk.threadline.texts.listScheduled()).toMatchObject([{ id: messageId, status: 'scheduled' }])
    await jump(desk, 2 * hour - 1)
    expect(sent(desk)).toEqual([])
    await jump(desk, 1)
    await desk.wait(60_000)
    expect(sent(desk)).toEqual(['See you tomorrow'])
    expect(cards(desk)).toEqual([])
    expect(desk.views('message').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'See you tomorrow' } },
    ])
    expect(await desk.threadline.texts.listScheduled()).toEqual([])
  })

  it('begins the thread of somebody new, whose root says that it has not left', async () => {
    const desk = await openDesk()
    await schedule(desk, 'Hello', hour)
    await desk.settle()
    expect(desk.root().post.view).toMatchObject({ message: { text: 'Hello', isScheduled: true } })
    await jump(desk, hour)
    expect(sent(desk)).toEqual(['Hello'])
    expect(desk.chat.posts).toHaveLength(1)
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.at(-1)).toMatchObject({ ref: desk.root().ref, mark: 'delivered' })
  })

  it('does not hold up what is said meanwhile', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await schedule(desk, 'later', hour)
    await desk.reply('now')
    expect(sent(desk)).toEqual(['now'])
    await jump(desk, hour)
    expect(sent(desk)).toEqual(['now', 'later'])
  })

  it('survives a restart, and leaves once when two processes look after it', async () => {
    const [storage, clock] = [memoryStorage(), fakeClock()]
    const before = await openDesk({ storage, clock })
    await schedule(before, 'Hello', hour)
    await before.settle()
    await before.threadline.stop()
    const [one, other] = [await openDesk({ storage, clock }), await openDesk({ storage, clock })]
    clock.advance(hour)
    await Promise.all([one.settle(), other.settle()])
    await one.wait(60_000)
    await other.settle()
    expect([...sent(before), ...sent(one), ...sent(other)]).toEqual(['Hello'])
  })

  it('is held when it was due while nobody was there to send it', async () => {
    const [storage, clock] = [memoryStorage(), fakeClock()]
    const before = await openDesk({ storage, clock })
    await before.text('Hi')
    const { messageId } = await schedule(before, 'Hello', hour)
    await before.settle()
    await before.threadline.stop()
    clock.advance(9 * hour)
    const desk = await openDesk({ storage, clock })
    await desk.wait(60_000)
    expect(sent(desk)).toEqual([])
    expect(cards(desk)).toMatchObject([
      { items: [{ detail: expect.stringContaining('not running') as string }, {}, {}] },
    ])
    await desk.threadline.texts.sendNow(messageId)
    await desk.settle()
    expect(sent(desk)).toEqual(['Hello'])
  })

  it('does not answer a customer who wrote after it was scheduled', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Hello')
    await schedule(desk, 'A reminder', 10 * 60_000)
    await desk.wait(9 * 60_000)
    await desk.text('A question!')
    await desk.wait(60_000)
    expect(sent(desk)).toEqual(['Hello', 'A reminder'])
    expect(desk.views('notification')).toHaveLength(1)
  })
})

describe('consent', () => {
  it('is looked at again at its time: the thread says why it is held, and it can be sent when that is over', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const { messageId } = await schedule(desk, 'A reminder', hour)
    await desk.text('STOP')
    await jump(desk, hour)
    expect(sent(desk)).toEqual([])
    expect(await desk.threadline.texts.listScheduled()).toMatchObject([
      { heldBecause: expect.stringContaining('opted out') as string },
    ])
    expect(cards(desk)).toMatchObject([{ items: [{ detail: expect.stringContaining('opted out') as string }, {}, {}] }])
    await expect(desk.threadline.texts.sendNow(messageId)).rejects.toMatchObject({ code: 'send.opted_out' })
    await desk.text('START')
    await desk.click('send-scheduled', messageId, desk.views('panel')[0])
    expect(sent(desk)).toEqual(['A reminder'])
  })

  it('is looked at when it is scheduled, too', async () => {
    const desk = await openDesk()
    await desk.text('STOP')
    await expect(schedule(desk, 'A reminder', hour)).rejects.toMatchObject({ code: 'send.opted_out' })
  })

  it('of a contact who was erased keeps it from leaving', async () => {
    const desk = await openDesk()
    await schedule(desk, 'A reminder', hour)
    await desk.settle()
    await desk.threadline.contacts.erase({ number: customer })
    await jump(desk, hour)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(await desk.threadline.texts.listScheduled()).toEqual([])
  })
})

describe('a change', () => {
  it('of its words and its time is what leaves, when it leaves', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const { messageId } = await schedule(desk, 'one', hour)
    await desk.threadline.texts.edit(messageId, 'two')
    await desk.threadline.texts.reschedule(messageId, inMs(desk, 3 * hour))
    await desk.settle()
    expect(desk.chat.calls.filter(({ method }) => method === 'update')).not.toEqual([])
    await jump(desk, hour)
    expect(sent(desk)).toEqual([])
    await jump(desk, 2 * hour)
    expect(sent(desk)).toEqual(['two'])
    await jump(desk, 24 * hour)
    expect(sent(desk)).toEqual(['two'])
  })

  it('to an earlier time is one, too', async () => {
    const desk = await openDesk()
    const { messageId } = await schedule(desk, 'one', 3 * hour)
    await desk.threadline.texts.reschedule(messageId, inMs(desk, hour))
    await jump(desk, hour)
    expect(sent(desk)).toEqual(['one'])
    await jump(desk, 2 * hour)
    expect(sent(desk)).toEqual(['one'])
  })

  it('that comes after it has left is refused, whatever it is', async () => {
    const desk = await openDesk()
    const { messageId } = await schedule(desk, 'one', hour)
    await desk.threadline.texts.sendNow(messageId)
    await desk.settle()
    const { texts } = desk.threadline
    for (const late of [
      () => texts.edit(messageId, 'two'),
      () => texts.reschedule(messageId, inMs(desk, 2 * hour)),
      () => texts.cancel(messageId),
      () => texts.sendNow(messageId),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: 'scheduled.already_sent' })
    }
    await expect(texts.cancel('nothing')).rejects.toThrow(ThreadlineError)
    await jump(desk, 3 * hour)
    expect(sent(desk)).toEqual(['one'])
  })

  it('of a text that is canceled never makes it leave, however often', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const { messageId } = await schedule(desk, 'one', hour)
    await desk.settle()
    const [card] = desk.views('panel')
    await Promise.all([1, 2].map(() => desk.click('cancel-scheduled', messageId, card)))
    await desk.threadline.texts.cancel(messageId)
    await desk.click('send-scheduled', messageId, card)
    await jump(desk, hour)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.calls.findLast(({ method }) => method === 'update')?.detail).toMatchObject({
      view: { items: [{ title: expect.stringContaining('Not sent') as string }, {}] },
    })
    expect(desk.chat.whispers.map(({ view }) => view)).toMatchObject([{ text: 'This text was canceled.' }])
  })

  it.each([
    ['has passed', -1],
    ['is now', 0],
    ['is more than a year away', 400 * 24 * hour],
  ])('to a time that %s is refused', async (_, ms) => {
    const desk = await openDesk()
    const { messageId } = await schedule(desk, 'one', hour)
    const late = desk.threadline.texts.reschedule(messageId, inMs(desk, ms))
    await expect(late).rejects.toMatchObject({ code: 'send.invalid_time' })
    await expect(schedule(desk, 'two', ms)).rejects.toMatchObject({ code: 'send.invalid_time' })
  })
})

describe('a text that somebody should look at again', () => {
  it('is asked about, with everything that was typed, and leaves when it is submitted once more', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const values = { to: `number:${customer}`, text: 'Hello {{first_name}}' }
    const asked = await submit(desk, values)
    expect(asked).toMatchObject({ type: 'form', placement: 'instead', form: { submit: 'Send anyway' } })
    expect(JSON.stringify(asked)).toContain('still in it')
    expect(sent(desk)).toEqual([])
    const { form } = asked as { readonly form: { readonly subject: string; readonly items: readonly object[] } }
    expect(form.items).toContainEqual(expect.objectContaining({ name: 'text', value: values.text }))
    const other = { ...values, text: 'Hello {{first_name}}, https://bit.ly/x' }
    expect(await submit(desk, other, 'send-text', form.subject)).toMatchObject({ type: 'form' })
    await submit(desk, values, 'send-text', form.subject)
    expect(sent(desk)).toEqual(['Hello {{first_name}}'])
  })
})

describe('the forms', () => {
  it('schedule a text, list it, and change it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const at = inMs(desk, hour)
    await submit(desk, { to: `number:${customer}`, text: 'one', at: seconds(at) })
    expect(sent(desk)).toEqual([])
    await desk.click('scheduled', '')
    expect(desk.chat.forms.at(-1)).toMatchObject({ items: [{ at, detail: 'one' }] })
    const [message] = await desk.threadline.texts.listScheduled()
    await desk.click('edit-scheduled', message?.id ?? '')
    expect(desk.chat.forms.at(-1)).toMatchObject({ items: [{ value: 'one' }, { value: at }] })
    await submit(desk, { text: 'two', at: seconds(at) }, 'edit-scheduled', message?.id)
    await jump(desk, hour)
    expect(sent(desk)).toEqual(['two'])
    const late = await submit(desk, { text: 'three', at: seconds(at) }, 'edit-scheduled', message?.id)
    expect(late).toEqual({ type: 'form-errors', errors: { text: 'This text has already been sent.' } })
  })

  it('tell at the time that it has passed', async () => {
    const desk = await openDesk()
    const at = seconds(inMs(desk, -1_000))
    expect(await submit(desk, { to: customer, text: 'one', at })).toMatchObject({
      errors: { at: expect.stringContaining('passed') as string },
    })
  })
})

describe('quiet hours', () => {
  const quietHours = { from: '21:00', to: '08:00' }
  /** 23:00 in San Francisco, where 415 is. */
  const atNight = () =>
    openDesk({
      clock: fakeClock(new Date('2030-01-08T07:00:00Z')),
      lines: [{ senders: [{ provider: 'carrier', address: '+14155550100' }], quietHours }],
    })
  const morning = new Date('2030-01-08T16:00:00Z')

  it('have a first text wait for the morning there, and say so', async () => {
    const desk = await atNight()
    expect(await desk.threadline.send({ to: customer, text: 'Hello' })).toMatchObject({ scheduledFor: morning })
    await desk.settle()
    expect(sent(desk)).toEqual([])
    expect(cards(desk)).toMatchObject([
      { items: [{ at: morning, detail: 'It is 23:00 there. It leaves at 08:00 their time.' }, {}, {}] },
    ])
    await jump(desk, 9 * hour)
    expect(sent(desk)).toEqual(['Hello'])
  })

  it('let a person send it all the same', async () => {
    const desk = await atNight()
    const { messageId } = await desk.threadline.send({ to: customer, text: 'Hello' })
    await desk.settle()
    await desk.click('send-scheduled', messageId, desk.views('panel')[0])
    expect(sent(desk)).toEqual(['Hello'])
    await jump(desk, 9 * hour)
    expect(sent(desk)).toEqual(['Hello'])
  })

  it('have a scheduled text wait, unless they have written within a day', async () => {
    const desk = await atNight()
    await desk.text('Hi')
    await schedule(desk, 'within a day', hour)
    await schedule(desk, 'after two days', 49 * hour)
    await jump(desk, hour)
    expect(sent(desk)).toEqual(['within a day'])
    desk.clock.advance(48 * hour)
    await desk.settle()
    expect(sent(desk)).toEqual(['within a day'])
    expect(await desk.threadline.texts.listScheduled()).toMatchObject([
      { scheduledFor: new Date('2030-01-10T16:00:00Z') },
    ])
    await jump(desk, 8 * hour)
    expect(sent(desk)).toEqual(['within a day', 'after two days'])
  })

  it('do not hold up the answer to somebody who has just written', async () => {
    const desk = await atNight()
    await desk.text('Hi')
    await desk.reply('Hello')
    expect(sent(desk)).toEqual(['Hello'])
  })

  it('tell whoever uses the command', async () => {
    const desk = await atNight()
    await desk.chatEvents(memberMessage('1', { text: 'send 4155550123 Hello' }))
    await desk.settle()
    expect(sent(desk)).toEqual([])
    expect(desk.chat.whispers.map(({ view }) => view)).toMatchObject([
      { text: expect.stringContaining('23:00 there') as string },
    ])
  })
})
