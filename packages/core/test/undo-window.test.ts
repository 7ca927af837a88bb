import { describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import type { LineOptions } from '@threadline/core'
import { deskWithChannel } from './support/at-channel.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'
import { remove, rewrite } from './support/changes.js'

const post = { channelId: 'C1', messageId: 'human-1' }
const line = (more: Partial<LineOptions>): readonly [LineOptions] => [
  { senders: [{ provider: 'carrier', address: ourNumber }], ...more },
]
const sent = (desk: Desk) => desk.carrier.texts.map(({ text }) => text)
const whispers = (desk: Desk) => desk.chat.whispers.map(({ view }) => (view.type === 'notice' ? view.text : ''))

async function deskWithWindow(more: Partial<LineOptions> = {}): Promise<Desk> {
  const desk = await openDesk({ lines: line({ undoWindowMs: 10_000, ...more }) })
  await desk.text('Hi')
  return desk
}

describe('within the undo window', () => {
  it('a reply has not left, and leaves after it', async () => {
    const desk = await deskWithWindow()
    await desk.reply('Hello')
    await desk.wait(9_500)
    expect(desk.carrier.sendCalls).toEqual([])
    await desk.wait(500)
    expect(sent(desk)).toEqual(['Hello'])
  })

  it('what is edited is what leaves, in its place, however often it is edited', async () => {
    const desk = await deskWithWindow()
    await desk.reply('Helo', { post })
    await desk.reply('Second', { post: { ...post, messageId: 'human-2' } })
    await rewrite(desk, post, 'Hallo')
    await rewrite(desk, post, 'Hello')
    await desk.wait(60_000)
    expect(sent(desk)).toEqual(['Hello', 'Second'])
    expect(whispers(desk)).toEqual([])
  })

  it('what is edited into a word for the desk does not leave, and is carried out', async () => {
    const desk = await deskWithWindow()
    await desk.reply('Hello', { post })
    await rewrite(desk, post, 'close')
    await desk.wait(60_000)
    expect(sent(desk)).toEqual([])
    expect(await desk.threadline.conversations.list({ statuses: ['closed'] })).toHaveLength(1)
  })

  it('what is deleted does not leave, and the customer still waits for an answer', async () => {
    const desk = await deskWithWindow()
    await desk.reply('Hello', { post })
    await remove(desk, post)
    await desk.wait(600_000)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('what becomes a note does not leave, and its author is told', async () => {
    const desk = await deskWithWindow()
    await desk.reply('Hello', { post })
    await rewrite(desk, post, '// Hello')
    await desk.wait(60_000)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(whispers(desk)).toEqual([expect.stringContaining('stays inside')])
  })

  it('what becomes too long is taken back and told, or sent in parts where the line does that', async () => {
    const [refusing, splitting] = [await deskWithWindow(), await deskWithWindow({ longTexts: 'split' })]
    const long = 'many words '.repeat(20)
    for (const desk of [refusing, splitting]) {
      await desk.reply('Hello', { post })
      await rewrite(desk, post, long)
      await desk.wait(60_000)
    }
    expect(sent(refusing)).toEqual([])
    expect(whispers(refusing)).toEqual([expect.stringContaining('Send it in parts')])
    expect(sent(splitting).join('').trim()).toBe(long.trim())
    await rewrite(splitting, post, 'short')
    await splitting.wait(60_000)
    expect(sent(splitting)).toHaveLength(2)
  })

  it('an edit counts after a restart, too', async () => {
    const [storage, clock] = [memoryStorage(), fakeClock()]
    const lines = line({ undoWindowMs: 10_000 })
    const before = await openDesk({ storage, clock, lines })
    await before.text('Hi')
    await before.reply('Helo', { post })
    await rewrite(before, post, 'Hello')
    await before.threadline.stop()
    const desk = await openDesk({ storage, clock, lines })
    await desk.wait(60_000)
    expect([...sent(before), ...sent(desk)]).toEqual(['Hello'])
  })

  it('the host need not wait: nobody can edit what it sends', async () => {
    const desk = await deskWithWindow()
    await desk.threadline.send({ to: '+14155550123', text: 'Hello' })
    await desk.settle()
    expect(sent(desk)).toEqual(['Hello'])
  })
})

describe('after a text has left', () => {
  it.each([
    [
      'an edit',
      (desk: Desk) => rewrite(desk, post, 'other words'),
      /already been sent; the customer still has the first/,
    ],
    ['a deletion', (desk: Desk) => remove(desk, post), /already been sent; deleting it here/],
  ])('%s sends nothing, and is answered honestly, once', async (_, change, answer) => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Hello', { post })
    await desk.receipt({ status: 'delivered' })
    await change(desk)
    await change(desk)
    await desk.wait(60_000)
    expect(sent(desk)).toEqual(['Hello'])
    expect(whispers(desk)).toEqual([expect.stringMatching(answer)])
  })

  it('of which nobody knows whether it did, the answer says so', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: { type: 'unknown', failure: { category: 'provider-down' } } })
    await desk.reply('Hello', { post })
    await rewrite(desk, post, 'other words')
    expect(whispers(desk)).toEqual([expect.stringContaining('may already have been sent')])
  })
})

it('a note that is edited into a text stays inside', async () => {
  const desk = await openDesk()
  await desk.text('Hi')
  await desk.reply('// Hello', { post })
  await rewrite(desk, post, 'Hello')
  await desk.wait(60_000)
  expect(desk.carrier.sendCalls).toEqual([])
})

describe('a change that overtakes its own message', () => {
  it.each([
    ['an edit is what leaves', (desk: Desk) => rewrite(desk, post, 'Hello'), ['Hello']],
    ['a deletion has nothing leave', (desk: Desk) => remove(desk, post), []],
    ['what has become a note stays inside', (desk: Desk) => rewrite(desk, post, '// Helo'), []],
  ])('is applied to it before it can leave: %s', async (_, change, leaves) => {
    const desk = await openDesk()
    await desk.text('Hi')
    await change(desk)
    await desk.reply('Helo', { post })
    await desk.wait(2 * 60 * 60_000)
    expect(sent(desk)).toEqual(leaves)
    expect(whispers(desk).filter((text) => text.includes('already'))).toEqual([])
  })

  it('is the last of several, and is answered honestly when another one follows', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await rewrite(desk, post, 'Helo there')
    await rewrite(desk, post, 'Hello')
    await desk.reply('Helo', { post })
    await rewrite(desk, post, 'Hello again')
    await desk.wait(2 * 60 * 60_000)
    expect(sent(desk)).toEqual(['Hello'])
    expect(whispers(desk)).toEqual([expect.stringContaining('already')])
  })

  it('finds it in the channel of a conversation, too', async () => {
    const desk = await deskWithChannel()
    const inChannel = { channelId: desk.channel().id, messageId: 'human-1' }
    await rewrite(desk, inChannel, 'Hello', { thread: undefined })
    await desk.write('Helo', { post: inChannel })
    expect(desk.sent()).toEqual(['Hello'])
  })

  it('makes no text of a note, nor of a message that never comes', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await rewrite(desk, post, 'Hello')
    await desk.reply('// Helo', { post })
    await rewrite(desk, { ...post, messageId: 'never-comes' }, 'Hello')
    await desk.wait(2 * 60 * 60_000)
    expect(desk.carrier.sendCalls).toEqual([])
    expect(whispers(desk)).toEqual([])
  })
})
