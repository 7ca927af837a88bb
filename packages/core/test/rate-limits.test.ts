import type { ChatLimits } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { carrierDouble } from './support/carrier-double.js'
import { chatDouble } from './support/chat-double.js'
import { openDesk } from './support/desk.js'

const limits: ChatLimits = { post: { permits: 1, perMs: 1_000, burst: 3 } }
const number = (n: number) => `+1415555${String(100 + n).padStart(4, '0')}`

/** Notes when each post was made. */
function slowChat(now: () => Date) {
  const chat = chatDouble()
  const times: number[] = []
  const post: typeof chat.post = (workspaceId, given) => {
    times.push(now().getTime())
    return chat.post(workspaceId, given)
  }
  return { ...chat, limits, post, times }
}

describe('a limit', () => {
  it('is kept by two desks on one storage together, and everything arrives', async () => {
    const clock = fakeClock()
    const storage = memoryStorage()
    const chat = slowChat(() => clock.now())
    const desks = [await openDesk({ clock, storage, chat }), await openDesk({ clock, storage, chat })] as const
    const start = clock.now().getTime()
    for (let n = 0; n < 12; n += 1) await desks[n % 2 === 0 ? 0 : 1].text('Hi', number(n), `in-${n}`)
    expect(chat.times).toHaveLength(3)
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1_000)
      await desks[0].settle()
      await desks[1].settle()
    }
    expect(chat.times.map((time) => (time - start) / 1_000)).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('makes an effect wait once, counts no attempt, and is nothing to report', async () => {
    const clock = fakeClock()
    const desk = await openDesk({ clock, chat: slowChat(() => clock.now()) })
    const reported: string[] = []
    desk.threadline.on('effect.refused', ({ effect }) => reported.push(effect))
    for (let n = 0; n < 6; n += 1) await desk.text('Hi', number(n), `in-${n}`)
    const waiting = await desk.storage.waitingLanes('T1', new Date(8.64e15), 10)
    const heads = await desk.storage.transaction('T1', (tx) =>
      Promise.all(waiting.map(({ lane }) => tx.outbox.head(lane))),
    )
    expect(heads.map((head) => head?.attempts)).toEqual([0, 0, 0])
    expect(new Set(heads.map((head) => head?.permitAt?.getTime())).size).toBe(3)
    expect(reported).toEqual([])
    expect((await desk.threadline.status()).lagMs).toBe(0)
  })

  it('holds nobody up in another channel', async () => {
    const clock = fakeClock()
    const chat = slowChat(() => clock.now())
    const desk = await openDesk({ clock, chat })
    for (let n = 0; n < 5; n += 1) await desk.text('Hi', number(n), `in-${n}`)
    const dashboard = { channelId: 'C7', messageId: '1.1' }
    await desk.chatEvents({
      type: 'mention',
      workspaceId: 'T1',
      identities: ['m1'],
      post: dashboard,
      author: { type: 'member', id: 'U1' },
    })
    await desk.settle()
    expect(chat.posts.filter(({ post }) => post.view.type === 'dashboard')).toHaveLength(1)
  })

  it('does not let all go at once that waited through an outage', async () => {
    const clock = fakeClock()
    const storage = memoryStorage()
    const chat = slowChat(() => clock.now())
    const first = await openDesk({ clock, storage, chat })
    for (let n = 0; n < 9; n += 1) await first.text('Hi', number(n), `in-${n}`)
    await first.threadline.stop()
    clock.advance(600_000)
    const second = await openDesk({ clock, storage, chat })
    await second.settle()
    expect(chat.times).toHaveLength(6)
    await second.wait(5_000)
    expect(chat.times).toHaveLength(9)
  })

  it('of a sender counts segments, and a text keeps its place', async () => {
    const clock = fakeClock()
    const carrier = carrierDouble()
    const capabilities = {
      ...carrier.capabilities,
      maxTextLength: 1_600,
      segmentRate: { permits: 1, perMs: 1_000, burst: 3 },
    }
    const paced = { ...carrier, capabilities }
    const desk = await openDesk({ clock, providers: { carrier: paced } })
    await desk.text('Hi')
    for (const [n, text] of ['x'.repeat(400), 'second', 'third'].entries()) {
      await desk.reply(text, { identities: [`r${n}`], post: { channelId: 'C1', messageId: `r${n}` } })
    }
    expect(carrier.texts.map(({ text }) => text.length)).toEqual([400])
    await desk.wait(1_000)
    expect(carrier.texts.map(({ text }) => text).slice(1)).toEqual(['second'])
    await desk.wait(1_000)
    expect(carrier.texts.map(({ text }) => text).slice(1)).toEqual(['second', 'third'])
  })
})
