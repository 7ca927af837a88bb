import { fc } from './support/fast-check.js'
import { describe, expect, it } from 'vitest'
import { decideNotification, type NotificationInput } from '../src/domain/notification.js'
import type { NotificationState } from '../src/domain/conversation.js'
import type { ChatPost } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { chatDouble } from './support/chat-double.js'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'
import { conversationOf } from './support/heads.js'

const second = 1_000
const windowMs = 180 * second

describe('the notification card', () => {
  it('is not posted for a new contact’s first text: the root is its own notification', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(2 * windowMs)
    expect(desk.views('notification')).toHaveLength(0)
  })

  it('is posted at once after three minutes of quiet', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(windowMs)
    await desk.text('Anybody there?')
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('is posted three minutes after the last text when nobody has answered', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(60 * second)
    await desk.text('Anybody there?')
    await desk.wait(windowMs - second)
    expect(desk.views('notification')).toHaveLength(0)
    await desk.wait(second)
    expect(desk.views('notification')[0]?.post.view).toMatchObject({ message: { text: 'Anybody there?' } })
  })

  it('is disarmed by a reply', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(60 * second)
    await desk.text('Anybody there?')
    await desk.reply('Yes!')
    await desk.wait(3 * windowMs)
    expect(desk.views('notification')).toHaveLength(0)
  })

  it('is not disarmed by a guest, whose words never left', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(60 * second)
    await desk.text('Anybody there?')
    await desk.reply('I am a guest', { author: { type: 'member', id: 'UGUEST' } })
    expect(desk.carrier.sendCalls).toHaveLength(0)
    await desk.wait(windowMs)
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('replaces the card before it: one live card per conversation', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    for (const text of ['one', 'two', 'three']) {
      await desk.wait(windowMs)
      await desk.text(text)
    }
    expect(desk.views('notification').map(({ post }) => post.view)).toMatchObject([{ message: { text: 'three' } }])
  })

  it('goes when a member answers, and when somebody hides it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(windowMs)
    await desk.text('one')
    await desk.reply('answer')
    expect(desk.views('notification')).toHaveLength(0)
    await desk.wait(windowMs)
    await desk.text('two')
    const card = desk.views('notification')[0]
    const view = card?.post.view
    if (view?.type !== 'notification') throw new Error('There is no card.')
    await desk.click('hide', view.conversationId, card)
    expect(desk.views('notification')).toHaveLength(0)
    await desk.wait(3 * windowMs)
    expect(desk.views('notification')).toHaveLength(0)
  })

  it('still hides after weeks', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(windowMs)
    await desk.text('one')
    const card = desk.views('notification')[0]
    const view = card?.post.view
    if (view?.type !== 'notification') throw new Error('There is no card.')
    await desk.wait(21 * 24 * 3_600_000)
    await desk.click('hide', view.conversationId, card)
    expect(desk.views('notification')).toHaveLength(0)
  })

  it('points a reply in its own thread to the conversation, and texts nothing', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.wait(windowMs)
    await desk.text('one')
    const card = desk.views('notification')[0]
    await desk.chatEvents(memberMessage('under-the-card', { thread: card?.ref, text: 'meant for the customer' }))
    await desk.settle()
    expect(desk.carrier.sendCalls).toHaveLength(0)
    expect(desk.chat.whispers[0]?.view).toMatchObject({ type: 'notice', link: { post: desk.root().ref } })
  })

  it('uses the window of its line', async () => {
    const desk = await openDesk({
      lines: [{ senders: [{ provider: 'carrier', address: '+14155550100' }], notificationWindowMs: 10 * second }],
    })
    await desk.text('Hi')
    await desk.wait(10 * second)
    await desk.text('one')
    expect(desk.views('notification')).toHaveLength(1)
  })
})

describe('the owner of a conversation', () => {
  async function deskWithCard(): Promise<{ readonly desk: Desk; readonly id: string }> {
    const desk = await openDesk()
    await desk.text('Hi')
    const { id } = await conversationOf(desk)
    await desk.threadline.conversations.assign(id, 'U1')
    await desk.wait(windowMs)
    await desk.text('one')
    return { desk, id }
  }
  const shownCard = (desk: Desk) => desk.views('notification').map(({ ref }) => desk.chat.shown(ref))

  it('is the one the card is for', async () => {
    const { desk } = await deskWithCard()
    expect(shownCard(desk)).toMatchObject([{ assigneeId: 'U1', message: { text: 'one' } }])
  })

  it('is shown by the live card as soon as they change, which is the same card', async () => {
    const { desk, id } = await deskWithCard()
    const [card] = desk.views('notification')
    desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    await desk.threadline.conversations.assign(id, 'U2')
    await desk.settle()
    expect(shownCard(desk)).toMatchObject([{ assigneeId: 'U2' }])
    expect(desk.views('notification')).toEqual([card])
  })

  it('does not stand in the way of a new name of the contact, which the same card shows at once', async () => {
    const { desk } = await deskWithCard()
    const [card] = desk.views('notification')
    await desk.threadline.contacts.edit({ number: customer }, { name: 'Jane Doe' })
    await desk.settle()
    expect(shownCard(desk)).toMatchObject([{ contact: { name: 'Jane Doe' } }])
    expect(desk.views('notification')).toEqual([card])
  })

  it('can be changed from the card', async () => {
    const { desk, id } = await deskWithCard()
    await desk.click('assign', id, desk.views('notification')[0])
    expect(desk.chat.forms).toMatchObject([{ name: 'assign', subject: id }])
  })
})

describe('two desks on one storage', () => {
  it('post one card, whichever of them rings first', async () => {
    const [clock, storage, chat] = [fakeClock(), memoryStorage(), chatDouble()]
    const first = await openDesk({ clock, storage, chat })
    const other = await openDesk({ clock, storage, chat })
    await first.text('Hi')
    await other.text('Anybody there?', customer, 'second')
    for (let passed = 0; passed < 2 * windowMs; passed += 10 * second) {
      clock.advance(10 * second)
      await Promise.all([first.settle(), other.settle()])
    }
    expect(chat.posts.filter(({ post }) => post.view.type === 'notification')).toHaveLength(1)
    expect(chat.calls.filter(({ detail, method }) => method === 'post' && isCard(detail))).toHaveLength(1)
  })
})

const isCard = (detail: unknown): boolean => (detail as ChatPost).view.type === 'notification'

describe('decideNotification over random activity', () => {
  const activity = fc.array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 2 * windowMs }),
      type: fc.constantFrom<'inbound' | 'reply' | 'hide'>('inbound', 'inbound', 'reply', 'hide'),
    }),
    { maxLength: 40 },
  )

  it('posts exactly when the rule says', () => {
    fc.assert(
      fc.property(activity, (steps) => {
        expect(cardsOf(steps)).toEqual(cardsByTheBook(steps))
      }),
      { numRuns: 2_000 },
    )
  })
})

interface Activity {
  readonly gapMs: number
  readonly type: 'inbound' | 'reply' | 'hide'
}

/** Plays activity through the rule, with a timer that rings on time, and returns when cards were posted. */
function cardsOf(steps: readonly Activity[]): readonly number[] {
  const cards: number[] = []
  let state: NotificationState = {}
  let nowMs = 0
  const feed = (input: NotificationInput) => {
    const decision = decideNotification(state, input, windowMs)
    state = decision.state
    if (decision.isCardDue) cards.push(nowMs)
  }
  const moveTo = (toMs: number) => {
    const dueMs = state.dueAt?.getTime()
    if (dueMs !== undefined && dueMs <= toMs) {
      nowMs = dueMs
      feed({ type: 'timer', at: new Date(nowMs) })
    }
    nowMs = toMs
  }
  for (const [index, { gapMs, type }] of steps.entries()) {
    moveTo(nowMs + gapMs)
    const at = new Date(nowMs)
    if (type === 'inbound') feed({ type, at, messageId: `${index}`, isAnnounced: index === 0 })
    else feed(type === 'reply' ? { type, at } : { type })
  }
  moveTo(nowMs + 10 * windowMs)
  return cards
}

/** The rule again, from the words of the product and without any state carried along. */
function cardsByTheBook(steps: readonly Activity[]): readonly number[] {
  let atMs = 0
  const events = steps.map(({ gapMs, type }) => ({ type, atMs: (atMs += gapMs) }))
  return events.flatMap((event, index) => {
    if (event.type !== 'inbound' || index === 0) return []
    const before = events.slice(0, index).findLast((earlier) => earlier.type !== 'hide')
    if (!before || event.atMs - before.atMs >= windowMs) return [event.atMs]
    const next = events[index + 1]
    const fireMs = event.atMs + windowMs
    return next && next.atMs < fireMs ? [] : [fireMs]
  })
}
