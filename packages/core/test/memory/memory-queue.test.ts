import { describe, expect, it } from 'vitest'
import { memoryQueue } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'

const after = (clock: { now(): Date }, ms: number) => new Date(clock.now().getTime() + ms)

/** A promise with its resolver, to hold a handler where the test wants it. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => (open = resolve))
  return { passed, open: () => open() }
}

describe('the queue in memory', () => {
  it('runs what was woken before it was started', async () => {
    const queue = memoryQueue({ clock: fakeClock() })
    const runs: string[] = []
    queue.wake('a')
    queue.start(async (key) => void runs.push(key))
    await queue.idle()
    expect(runs).toEqual(['a'])
  })

  it('runs a key at its time, and the earlier of two times wins', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    const runs: number[] = []
    const start = clock.now().getTime()
    queue.start(async () => void runs.push(clock.now().getTime() - start))
    queue.wake('a', after(clock, 5_000))
    queue.wake('a', after(clock, 2_000))
    queue.wake('a', after(clock, 9_000))
    clock.advance(20_000)
    await queue.idle()
    expect(runs).toEqual([2_000])
  })

  it('runs a key once more when it is woken while it runs, and never twice at once', async () => {
    const queue = memoryQueue({ clock: fakeClock() })
    const first = gate()
    let running = 0
    let most = 0
    let runs = 0
    queue.start(async () => {
      running += 1
      runs += 1
      most = Math.max(most, running)
      if (runs === 1) await first.passed
      running -= 1
    })
    queue.wake('a')
    queue.wake('a')
    queue.wake('a')
    first.open()
    await queue.idle()
    expect({ runs, most }).toEqual({ runs: 2, most: 1 })
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

  it('goes on after a handler has thrown, and says so', async () => {
    const errors: string[] = []
    const queue = memoryQueue({ clock: fakeClock(), onError: (_error, key) => errors.push(key) })
    const runs: string[] = []
    queue.start(async (key) => {
      if (key === 'bad') throw new Error('no')
      runs.push(key)
    })
    queue.wake('bad')
    queue.wake('good')
    await queue.idle()
    expect({ errors, runs }).toEqual({ errors: ['bad'], runs: ['good'] })
  })

  it('stops when what runs has ended, and starts nothing more', async () => {
    const clock = fakeClock()
    const queue = memoryQueue({ clock })
    const hold = gate()
    const ended: string[] = []
    queue.start(async (key) => {
      await hold.passed
      ended.push(key)
    })
    queue.wake('a')
    queue.wake('later', after(clock, 1_000))
    const stopped = queue.stop()
    hold.open()
    await stopped
    clock.advance(5_000)
    expect(ended).toEqual(['a'])
  })
})
