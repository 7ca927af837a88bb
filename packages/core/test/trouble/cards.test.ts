import { describe, expect, it } from 'vitest'
import { carrierUnknown } from '../support/carrier-double.js'
import { chatUnknown } from '../support/chat-double.js'
import { customer, memberMessage, openDesk, ourNumber } from '../support/desk.js'

const minute = 60_000

describe('a card whose posting ended in the dark', () => {
  it('is taken away when the text has been answered meanwhile', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(3 * minute)
    const post = desk.chat.post.bind(desk.chat)
    desk.chat.post = async (workspaceId, what) => {
      const outcome = await post(workspaceId, what)
      return what.view.type === 'notification' ? chatUnknown : outcome
    }
    await desk.text('Anybody there?')
    desk.chat.post = post
    await desk.reply('Yes!')
    await desk.wait(10 * minute)
    expect(desk.views('notification')).toHaveLength(0)
  })
})

describe('a card whose thread is not recorded yet', () => {
  it('waits for it, and is posted', async () => {
    const desk = await openDesk()
    desk.chat.script('post', ...Array.from({ length: 12 }, () => ({ outcome: slowDown })))
    await desk.threadline.send({ to: customer, text: 'Your order is ready' })
    await desk.text('When can I come?')
    await desk.wait(10 * minute)
    expect(desk.views('notification').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'When can I come?' } },
    ])
  })
})

describe('a reply that waited for its thread to be recorded', () => {
  it('does not answer a text that came after it was written', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    desk.clock.advance(1)
    await desk.chatEvents(memberMessage('1', { text: 'hello', thread: desk.root().ref }))
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
    desk.clock.advance(1)
    await desk.text('When can I come?')
    await desk.wait(10 * minute)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['hello'])
    expect(desk.views('notification').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'When can I come?' } },
    ])
  })
})

const slowDown = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 30_000,
  failure: { category: 'rate-limited' },
} as const

describe('a question whose posting ended in the dark', () => {
  it('is taken away when news comes before it is found', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true })
    await desk.reply('hello')
    const post = desk.chat.post.bind(desk.chat)
    desk.chat.post = async (workspaceId, what) => {
      const outcome = await post(workspaceId, what)
      return what.view.type === 'unsure' ? chatUnknown : outcome
    }
    while (desk.views('unsure').length === 0) await desk.wait(500)
    desk.chat.post = post
    await desk.receipt({ reference: desk.carrier.texts[0]?.reference, status: 'delivered' })
    await desk.wait(10 * minute)
    expect(desk.views('unsure')).toHaveLength(0)
  })
})

describe('a card that is posted while its text is answered', () => {
  it('does not stand for the next text, whose own card is not due yet', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(3 * minute)
    const post = desk.chat.post.bind(desk.chat)
    const thread = desk.root().ref
    let isFirstCard = true
    desk.chat.post = async (workspaceId, what) => {
      const outcome = await post(workspaceId, what)
      if (what.view.type !== 'notification' || !isFirstCard) return outcome
      isFirstCard = false
      await desk.chatEvents(memberMessage('1', { text: 'Yes!', thread }))
      await desk.smsEvents({ type: 'text', externalId: 'n', from: customer, to: ourNumber, text: 'Thanks', media: [] })
      return outcome
    }
    await desk.text('Anybody there?')
    expect(desk.views('notification')).toHaveLength(0)
    await desk.wait(3 * minute)
    expect(desk.views('notification').map(({ post: { view } }) => view)).toMatchObject([
      { message: { text: 'Thanks' } },
    ])
  })
})
