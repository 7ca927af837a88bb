import { describe, expect, it } from 'vitest'
import { memoryQueue } from '@threadline/core/memory'
import { fakeClock, queueSuite } from '@threadline/core/testing'

queueSuite({ describe, it }, async () => {
  const clock = fakeClock()
  const queue = memoryQueue({ clock })
  const pass = async (ms: number) => {
    clock.advance(ms)
    await queue.idle()
  }
  return { subject: { queue, now: clock.now, pass }, close: () => queue.stop() }
})

describe('the queue in memory', () => {
  it('runs a key at the earliest of the times it was woken for, once', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    const runs: number[] = []
    const start = clock.now().getTime()
    queue.start(async () => void runs.push(clock.now().getTime() - start))
    for (const ms of [5_000, 2_000, 9_000]) queue.wake('a', new Date(start + ms))
    clock.advance(20_000)
    await queue.idle()
    expect(runs).toEqual([2_000])
  })

  it('runs no more keys at once than it may', async () => {
    const queue = memoryQueue({ clock: fakeClock(), concurrency: 2 })
    let running = 0
    let most = 0
    queue.start(async () => {
      running += 1
      most = Math.max(most, running)
      await Promise.resolve()
      running -= 1
    })
    for (let key = 0; key < 20; key += 1) queue.wake(`${key}`)
    await queue.idle()
    expect(most).toBe(2)
  })

  it('says when a handler throws', async () => {
    const errors: string[] = []
    const queue = memoryQueue({ clock: fakeClock(), onError: (_error, key) => errors.push(key) })
    queue.start(async () => Promise.reject(new Error('no')))
    queue.wake('bad')
    await queue.idle()
    expect(errors).toEqual(['bad'])
  })
})
