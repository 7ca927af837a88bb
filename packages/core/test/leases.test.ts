import type { Storage } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import type { OutboxEntry } from '../src/domain/effect.js'
import { createLeases } from '../src/effects/leases.js'
import { chatDouble } from './support/chat-double.js'
import { customer, openDesk, ourNumber } from './support/desk.js'

const text = (externalId: string) =>
  ({ type: 'text', externalId, from: customer, to: ourNumber, text: externalId, media: [] }) as const

describe('a process that is at something', () => {
  it('is not taken for dead, however long the call takes', async () => {
    const two = await openTwo()
    await two.first.smsEvents(text('slow'))
    await two.wait(29_000)
    expect(two.finds()).toBe(0)
    two.release()
    await two.wait(1_000)
    expect(two.inThread()).toEqual(['slow'])
    expect(two.finds()).toBe(0)
  })

  it('is taken for dead soon after it has died, and what it did is found and not done again', async () => {
    const two = await openTwo()
    await two.first.smsEvents(text('last words'))
    await two.second.smsEvents(text('what came then'))
    await two.wait(4_000)
    two.kill()
    await two.wait(5_000)
    expect(two.inThread()).toEqual(['last words'])
    await two.wait(11_000)
    expect(two.inThread()).toEqual(['last words', 'what came then'])
    expect(two.finds()).toBe(1)
  })

  it('costs a desk nothing at which nothing goes on', async () => {
    const two = await openTwo()
    await two.wait(70_000)
    const looks = two.looks()
    await two.wait(120_000)
    // Only the sweeps of both, each half minute.
    expect(two.looks() - looks).toBe(8)
  })
})

describe('a lease', () => {
  const at = (seconds: number) => new Date(Date.UTC(2030, 0, 7, 10, 0, seconds))
  const entry: OutboxEntry = {
    id: 'e1',
    lane: 'chat:c1',
    effect: { type: 'post-message', messageId: 'm1' },
    state: 'started',
    dueAt: at(0),
    attempts: 1,
    createdAt: at(0),
    startedAt: at(0),
    leaseUntil: at(10),
  }

  async function openLeases() {
    const clock = fakeClock(at(0))
    const storage = memoryStorage()
    const logger = { debug() {}, info() {}, warn() {}, error() {} }
    const leases = createLeases({ workspaceId: 'T1', leaseMs: 10_000, callTimeoutMs: 30_000, clock, logger, storage })
    const inOutbox = <Result>(
      work: (outbox: Parameters<Parameters<Storage['transaction']>[1]>[0]['outbox']) => Result,
    ) => storage.transaction('T1', async ({ outbox }) => work(outbox))
    await inOutbox((outbox) => outbox.add(entry))
    const kept = () => inOutbox((outbox) => outbox.head('chat:c1'))
    async function pass(seconds: number) {
      for (let passed = 0; passed < seconds; passed += 1) {
        clock.advance(1_000)
        await kept()
      }
    }
    return { leases, inOutbox, kept, pass }
  }

  it('is renewed until what it is for is over', async () => {
    const { kept, leases, pass } = await openLeases()
    leases.hold(entry)
    await pass(8)
    expect((await kept())?.leaseUntil).toEqual(leases.until(entry))
    expect(leases.until(entry)?.getTime()).toBeGreaterThan(at(12).getTime())
    leases.release(entry)
    const before = await kept()
    await pass(20)
    expect(await kept()).toEqual(before)
  })

  it('ends by itself when nothing comes of it', async () => {
    const { kept, leases, pass } = await openLeases()
    leases.hold(entry)
    await pass(120)
    expect((await kept())?.leaseUntil?.getTime()).toBeLessThanOrEqual(at(70).getTime())
  })

  it('changes nothing else, and nothing that somebody else has begun since', async () => {
    const { inOutbox, kept, leases, pass } = await openLeases()
    leases.hold(entry)
    const erased = { ...entry, effect: { type: 'post-message', messageId: 'm2' } } as const
    await inOutbox((outbox) => outbox.replace(entry, erased))
    await pass(5)
    expect(await kept()).toMatchObject({ effect: erased.effect })
    const taken = { ...erased, attempts: 2, leaseUntil: at(30) }
    await inOutbox((outbox) => outbox.replace(erased, taken))
    await pass(20)
    expect(await kept()).toEqual(taken)
  })
})

/** Two desks at one storage, in one workspace, after a first text. What the first one posts from then on stands there, and it hears nothing. */
async function openTwo() {
  const clock = fakeClock()
  const kept = memoryStorage()
  const inner: Storage = {
    ...kept,
    waitingLanes(...asked) {
      looks += 1
      return kept.waitingLanes(...asked)
    },
  }
  const chat = chatDouble()
  let isDead = false
  let looks = 0
  const slow: { until?: Promise<void> } = {}
  const storage: Storage = {
    ...inner,
    transaction: (workspaceId, work) =>
      isDead ? Promise.reject(new Error('The process is gone.')) : inner.transaction(workspaceId, work),
  }
  const post: typeof chat.post = async (...given) => {
    const outcome = await chat.post(...given)
    await slow.until
    return outcome
  }
  const first = await openDesk({ clock, chat: { ...chat, post }, storage })
  await first.text('begins the thread')
  const second = await openDesk({ clock, chat, storage: inner })
  let release = (): void => undefined
  slow.until = new Promise((resolve) => (release = resolve))
  return {
    first,
    second,
    release,
    kill: () => void (isDead = true),
    looks: () => looks,
    finds: () => chat.calls.filter(({ method }) => method === 'find').length,
    inThread: () => second.views('message').map(({ post: { view } }) => view.type === 'message' && view.message.text),
    async wait(ms: number) {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(500)
        await first.quiet()
        await second.quiet()
      }
    },
  }
}
