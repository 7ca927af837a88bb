import { describe, expect, it } from 'vitest'
import type { PostRef } from '@threadline/core'
import { chatUnknown } from './support/chat-double.js'
import { remove, rewrite } from './support/changes.js'
import { memberMessage, openDesk, type Desk } from './support/desk.js'

const post = (id: string): PostRef => ({ channelId: 'C1', messageId: `human-${id}` })
const sent = (desk: Desk) => desk.carrier.texts.map(({ text }) => text)

/** A desk whose first root stands in chat and is not recorded, so that replies to it wait. */
async function deskWithoutRoot(): Promise<Desk> {
  const desk = await openDesk()
  desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
  await desk.text('Hi')
  return desk
}

async function say(desk: Desk, id: string, text: string): Promise<void> {
  await desk.chatEvents(memberMessage(id, { text, thread: desk.root().ref, isThreadOurs: true }))
  await desk.settle()
}

/** What stands in storage of each text as soon as it is queued: from then on it can leave at any moment. */
function watchQueued(desk: Desk): Promise<string>[] {
  const seen: Promise<string>[] = []
  desk.threadline.on('message.queued', ({ message }) => {
    const read = desk.storage.transaction('T1', ({ messages }) => messages.peek(message.id))
    seen.push(read.then((stored) => (stored?.status === 'canceled' ? 'canceled' : (stored?.text ?? 'gone'))))
  })
  return seen
}

describe('a reply that waits for its root', () => {
  it('leaves as it was edited meanwhile, and is never there to leave as it was first written', async () => {
    const desk = await deskWithoutRoot()
    const queued = watchQueued(desk)
    await say(desk, '1', 'Helo')
    await rewrite(desk, post('1'), 'Hallo')
    await rewrite(desk, post('1'), 'Hello')
    await say(desk, '2', 'Second')
    await desk.wait(60_000)
    expect(await Promise.all(queued)).toEqual(['Hello', 'Second'])
    expect(sent(desk)).toEqual(['Hello', 'Second'])
    expect(desk.chat.whispers).toEqual([])
  })

  it('does not leave when it was deleted meanwhile, or made a note', async () => {
    const desk = await deskWithoutRoot()
    const queued = watchQueued(desk)
    await say(desk, '1', 'wrong customer')
    await say(desk, '2', 'too much said')
    await remove(desk, post('1'))
    await rewrite(desk, post('2'), '// too much said')
    await desk.wait(60_000)
    expect(await Promise.all(queued)).toEqual(['canceled', 'canceled'])
    expect(desk.carrier.sendCalls).toEqual([])
  })

  it('stays a note that was edited into a text', async () => {
    const desk = await deskWithoutRoot()
    await say(desk, '1', '// careful with this one')
    await rewrite(desk, post('1'), 'Hello')
    await desk.wait(60_000)
    expect(desk.carrier.sendCalls).toEqual([])
  })

  it('is not said to have left with its first wording, an hour later or ever', async () => {
    const desk = await deskWithoutRoot()
    await say(desk, '1', 'Helo')
    await rewrite(desk, post('1'), 'Hello')
    await desk.wait(2 * 60 * 60_000)
    expect(sent(desk)).toEqual(['Hello'])
    expect(desk.chat.whispers).toEqual([])
  })

  it('is changed before it leaves even where its change came before it did', async () => {
    const desk = await deskWithoutRoot()
    const queued = watchQueued(desk)
    await say(desk, '0', 'Before')
    await rewrite(desk, post('1'), 'Hello')
    await say(desk, '1', 'Helo')
    await desk.wait(60_000)
    expect(await Promise.all(queued)).toEqual(['Before', 'Hello'])
    expect(sent(desk)).toEqual(['Before', 'Hello'])
  })

  it('does not leave where its deletion came before it, and before anything was known of its thread', async () => {
    const desk = await deskWithoutRoot()
    await remove(desk, post('1'))
    await say(desk, '1', 'wrong customer')
    await rewrite(desk, post('2'), 'Hello')
    await say(desk, '2', 'Helo')
    await desk.wait(60_000)
    expect(sent(desk)).toEqual(['Hello'])
  })
})
