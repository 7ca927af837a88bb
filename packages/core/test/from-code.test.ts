import { describe, expect, it } from 'vitest'
import { customer, openDesk, ourNumber, type Desk } from './support/desk.js'
import { asked, answered, failed, held, newest, typed, unsure } from './ways-in/things.js'

const notices = (desk: Desk) => desk.views('notice').map(({ post: { view } }) => ('text' in view ? view.text : ''))
const line = (more: object) =>
  ({ lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...more }] }) as const

describe('texts.decide', () => {
  it('sends an unsure text once, and takes the question away', async () => {
    const desk = await openDesk()
    const id = await unsure(desk)
    expect(await desk.threadline.texts.decide(id, 'resent')).toBe(true)
    expect(await desk.threadline.texts.decide(id, 'resent')).toBe(false)
    await desk.settle()
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Hello', 'Are you there?'])
    expect(desk.views('unsure')).toEqual([])
  })

  it('says what stands against sending it, and leaves it to be decided', async () => {
    const desk = await openDesk()
    const id = await unsure(desk)
    await desk.threadline.contacts.optOut({ number: customer })
    await expect(desk.threadline.texts.decide(id, 'resent')).rejects.toMatchObject({ code: 'send.opted_out' })
    expect(await desk.threadline.texts.decide(id, 'left')).toBe(true)
  })

  it('answers for whoever typed it where texts are confirmed first, once, and takes the question away', async () => {
    const desk = await openDesk(line({ sendMode: 'confirm-first' }))
    const id = await asked(desk)
    expect(desk.views('ask')).toHaveLength(1)
    expect(await desk.threadline.texts.decide(id, 'resent')).toBe(true)
    expect(await desk.threadline.texts.decide(id, 'left')).toBe(false)
    await desk.settle()
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Shall I?'])
    expect(desk.views('ask')).toEqual([])
  })

  it('finds nothing to decide about any other text', async () => {
    const desk = await openDesk()
    await answered(desk)
    const { id } = await newest(desk)
    for (const one of [id, 'nothing']) expect(await desk.threadline.texts.decide(one, 'resent')).toBe(false)
    expect(desk.carrier.texts).toHaveLength(1)
  })
})

describe('texts.cancel', () => {
  it('takes back what somebody typed and has not left, and its thread says so', async () => {
    const desk = await openDesk(line({ undoWindowMs: 10_000 }))
    const id = await typed(desk)
    for (let times = 0; times < 2; times += 1)
      expect(await desk.threadline.texts.cancel(id)).toMatchObject({ status: 'canceled' })
    await desk.wait(60_000)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(notices(desk)).toEqual(['The last text was taken back before it left: the customer does not get it.'])
  })

  it('is too late for one that has left', async () => {
    const desk = await openDesk()
    await answered(desk)
    const { id } = await newest(desk)
    await expect(desk.threadline.texts.cancel(id)).rejects.toMatchObject({ code: 'scheduled.already_sent' })
    expect(notices(desk)).toEqual([])
  })
})

describe('texts.askAdmin', () => {
  it('tells the admin once per text', async () => {
    const desk = await openDesk()
    const id = await failed(desk)
    const before = desk.views('alert').length
    expect(await desk.threadline.texts.askAdmin(id)).toBe(true)
    expect(await desk.threadline.texts.askAdmin(id)).toBe(true)
    await desk.settle()
    expect(desk.views('alert')).toHaveLength(before + 1)
  })

  it('is about nothing but a text that did not arrive', async () => {
    const desk = await openDesk()
    await answered(desk)
    expect(await desk.threadline.texts.askAdmin((await newest(desk)).id)).toBe(false)
    expect(await desk.threadline.texts.askAdmin('nothing')).toBe(false)
  })
})

describe('contacts.decideHeld', () => {
  it('says in the thread what was decided, and the buttons there do nothing more but go', async () => {
    const desk = await openDesk()
    const conversationId = await held(desk)
    expect(await desk.threadline.contacts.decideHeld({ number: customer }, 'opted-out')).toMatchObject({
      consent: 'opted-out',
    })
    await desk.settle()
    expect(notices(desk).at(-1)).toMatch(/^Opted out/)
    await desk.click('not-an-opt-out', conversationId, desk.views('consent').at(-1))
    expect(await desk.threadline.contacts.find({ number: customer })).toMatchObject({ consent: 'opted-out' })
    expect(desk.views('consent')).toEqual([])
  })

  it('changes nothing for somebody of whom nothing is held', async () => {
    const desk = await openDesk()
    await answered(desk)
    expect(await desk.threadline.contacts.decideHeld({ number: customer }, 'opted-out')).toMatchObject({
      consent: 'open',
    })
    await expect(desk.threadline.contacts.decideHeld({ number: '+14155550199' }, 'open')).rejects.toMatchObject({
      code: 'contact.not_found',
    })
  })
})

it('conversations.hideNotification tells nothing where there is nothing to hide', async () => {
  const desk = await openDesk()
  const id = await answered(desk)
  const told: unknown[] = []
  desk.threadline.on('notification.hidden', (event) => told.push(event))
  await desk.threadline.conversations.hideNotification(id)
  expect(told).toEqual([])
})
