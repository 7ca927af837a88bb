import type { LineOptions } from '@threadline/core'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rewrite } from '../../core/test/support/changes.js'
import { chatDouble, type ChatDouble } from '../../core/test/support/chat-double.js'
import { customer, openDesk, ourNumber, type Desk } from '../../core/test/support/desk.js'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, type TestDatabase } from './support/database.js'
import { emptyTables } from './support/tables.js'

const second = 1_000
const windowMs = 180 * second
const hour = 3_600 * second

let database: TestDatabase
let storages: readonly DurableStorage[]
let clock: FakeClock
let chat: ChatDouble
let one: Desk
let other: Desk

beforeAll(async () => {
  database = await openTestDatabase()
  storages = [postgresStorage({ url: database.url }), postgresStorage({ url: database.url })]
  for (const storage of storages) await storage.start()
})
afterAll(async () => {
  await Promise.all([one.threadline.stop(), other.threadline.stop()])
  await Promise.all(storages.map((storage) => storage.stop()))
  await database.close()
})
beforeEach(async () => {
  if (storages[0]) await emptyTables(storages[0])
  await open({})
})

/** Two desks on one database, each with connections of its own; clock and chat are those of the world. */
async function open(more: Partial<LineOptions>): Promise<void> {
  ;[clock, chat] = [fakeClock(), chatDouble()]
  chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
  const lines = [{ senders: [{ provider: 'carrier', address: ourNumber }], ...more }] as const
  const [first, second] = await Promise.all(storages.map((storage) => openDesk({ storage, clock, chat, lines })))
  if (!first || !second) throw new Error('There are no two desks.')
  ;[one, other] = [first, second]
}

/** What falls due rings at both at once, and so do their sweeps. */
async function wait(ms: number, stepMs = 15 * second): Promise<void> {
  for (let passed = 0; passed < ms; passed += stepMs) {
    clock.advance(Math.min(stepMs, ms - passed))
    await settle()
  }
}

/** What one has done can be for the other to do. */
async function settle(): Promise<void> {
  for (const desk of [one, other, one]) await desk.settle()
}

const sent = () => [one, other].flatMap(({ carrier }) => carrier.sendCalls.map(({ text }) => text))
const cards = () =>
  one.views('notification').map(({ post: { view } }) => (view.type === 'notification' ? view.message.text : ''))
const cardsEver = () =>
  chat.calls.filter(({ detail, method }) => method === 'post' && JSON.stringify(detail).includes('"notification"'))

describe('of a card, two desks on one database', () => {
  it('post one after the quiet window, whoever rings first, and put the next in its place', async () => {
    await one.text('Hi')
    await other.text('Anybody there?')
    await wait(windowMs)
    expect(cards()).toEqual(['Anybody there?'])
    await wait(windowMs)
    expect(cardsEver()).toHaveLength(1)
    await Promise.all([one.text('Hello?'), other.text('Hello!')])
    await wait(2 * windowMs)
    expect(cards()).toHaveLength(1)
    expect(['Hello?', 'Hello!']).toContain(cards()[0])
  })

  it('post none once a reply has come to either', async () => {
    await one.text('Hi')
    await other.text('Anybody there?')
    await other.reply('Yes!')
    await wait(2 * windowMs)
    expect([sent(), cardsEver()]).toEqual([['Yes!'], []])
  })

  it('take it away for good when it is hidden at either', async () => {
    await one.text('Hi')
    await wait(windowMs, windowMs)
    await one.text('Anybody there?')
    const [card] = one.views('notification')
    const view = card?.post.view
    if (view?.type !== 'notification') throw new Error('There is no card.')
    await other.click('hide', view.conversationId, card)
    expect(cards()).toEqual([])
    await wait(2 * windowMs)
    expect(cardsEver()).toHaveLength(1)
  })
})

describe('a scheduled text, between two desks on one database,', () => {
  const schedule = (text: string) =>
    one.threadline.texts.schedule({ to: customer, text, at: new Date(clock.now().getTime() + hour) })

  it('leaves once at its time', async () => {
    await one.text('Hi')
    await schedule('A reminder')
    await wait(hour - 45 * second, hour)
    expect(sent()).toEqual([])
    await wait(2 * windowMs)
    expect(sent()).toEqual(['A reminder'])
  })

  it('is looked at again by whichever sends it', async () => {
    await one.text('Hi')
    await schedule('A reminder')
    await other.text('STOP')
    await wait(hour - 45 * second, hour)
    await wait(windowMs)
    expect(sent()).toEqual([])
    expect(await other.threadline.texts.listScheduled()).toMatchObject([
      { heldBecause: expect.stringContaining('opted out') as string },
    ])
  })

  it('leaves once when it is sent at one while it falls due at the other', async () => {
    await one.text('Hi')
    const { messageId } = await schedule('A reminder')
    await wait(hour - 15 * second, hour)
    clock.advance(15 * second)
    const asked = other.threadline.texts.sendNow(messageId).catch((error: unknown) => error)
    await settle()
    // Either it was in time, or it says that it was not.
    expect([undefined, 'scheduled.already_sent']).toContain(((await asked) as { code?: string } | undefined)?.code)
    await wait(windowMs)
    expect(sent()).toEqual(['A reminder'])
  })
})

it('a reply that came to one desk is what is written at the other within the undo window, and leaves once', async () => {
  await open({ undoWindowMs: 10 * second })
  const post = { channelId: 'C1', messageId: 'human-1' }
  await one.text('Hi')
  await one.reply('Helo', { post })
  await rewrite(other, post, 'Hello')
  await wait(60 * second)
  expect(sent()).toEqual(['Hello'])
})

it('a reply and its edit that come at the same time, each to another desk, are one text with the last wording', async () => {
  await open({ undoWindowMs: 10 * second })
  await one.text('Hi')
  for (const n of [1, 2, 3, 4]) {
    const post = { channelId: 'C1', messageId: `human-${n}` }
    await Promise.all([one.reply(`Helo ${n}`, { post }), rewrite(other, post, `Hello ${n}`)])
  }
  await wait(60 * second)
  expect(sent()).toEqual(['Hello 1', 'Hello 2', 'Hello 3', 'Hello 4'])
})

it('of two people who answer at once, each at another desk, both are heard, and one is told', async () => {
  await one.text('Hi')
  const ben = { author: { type: 'member', id: 'U2' } } as const
  await Promise.all([one.reply('From Ana'), other.reply('From Ben', ben)])
  await wait(60 * second)
  expect(sent().toSorted()).toEqual(['From Ana', 'From Ben'])
  const told = chat.whispers.filter(({ view }) => JSON.stringify(view).includes('answered too'))
  expect(told).toHaveLength(1)
})
