import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, rowsOn, type TestDatabase } from '../support/database.js'
import { createBusyKeys } from './busy-keys.js'
import { eventually } from './eventually.js'
import { loggerTo, openQueue } from './open-queues.js'

let database: TestDatabase
let testCount = 0
let name = ''

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(() => {
  testCount += 1
  name = `test-${testCount}`
})

const open = (options = {}) => openQueue(database.url, { name, ...options })

describe('two processes on one database', () => {
  it('handle every wake-up, and no key twice at once', async () => {
    const queues = [open(), open()] as const
    const keys = Array.from({ length: 200 }, (_value, index) => `key-${index}`)
    const busy = createBusyKeys(25)
    for (const queue of queues) queue.start(busy.handle)
    for (let round = 0; round < 12; round += 1) {
      for (const key of keys) busy.wake(queues[round % 2 === 0 ? 0 : 1], key)
      await delay(10)
    }
    await busy.done()
    expect(busy.mostAtOnce()).toBe(1)
  })

  it('a key that one of them holds for long is left to it, and run again when it was woken meanwhile', async () => {
    const [first, second] = [open(), open()]
    const runs: string[] = []
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const begun = new Promise<void>((resolve) => {
      first.start(async () => {
        runs.push('first')
        resolve()
        await held
      })
    })
    first.wake('a')
    await begun
    second.start(async () => void runs.push('second'))
    // Each goes to whoever looks first, so that some of them go to each.
    for (let count = 0; count < 40; count += 1) {
      second.wake('a')
      await delay(100)
    }
    expect(runs).toEqual(['first'])
    release()
    await eventually(() => runs.length > 1).toBe(true)
  })

  it('the earlier of two times wins, whoever asks and in whatever order', async () => {
    for (const seconds of [300, 100, 200, 50, 400]) {
      const queue = open()
      queue.wake('a', new Date(Date.now() + seconds * 1_000))
      await queue.stop()
    }
    const [job] = await rowsOn<{ seconds: number }>(
      database.url,
      `select extract(epoch from run_at - now())::float8 as seconds from threadline_queue.jobs where key = $1`,
      [`${name}:a`],
    )
    expect(job?.seconds).toBeGreaterThan(40)
    expect(job?.seconds).toBeLessThan(51)
  })

  it('names keep desks apart', async () => {
    const [ours, theirs] = [open(), open({ name: `${name}-other` })]
    const runs: string[] = []
    ours.start(async (key) => void runs.push(`ours ${key}`))
    theirs.start(async (key) => void runs.push(`theirs ${key}`))
    ours.wake('a')
    theirs.wake('a')
    theirs.wake('b')
    await eventually(() => runs.length).toBe(3)
    expect(runs.sort()).toEqual(['ours a', 'theirs a', 'theirs b'])
  })
})

describe('a wake-up', () => {
  it('for later survives a restart, and is not early', async () => {
    const before = open()
    before.start(async () => undefined)
    const at = new Date(Date.now() + 2_500)
    before.wake('a', at)
    await before.stop()

    const after = open()
    const ranAt = await new Promise<number>((resolve) => {
      after.start(async () => resolve(Date.now()))
    })
    expect(ranAt).toBeGreaterThanOrEqual(at.getTime() - 50)
  })

  it('of a key for later, by its own run, is kept', async () => {
    const queue = open()
    const runs: number[] = []
    queue.start(async (key) => {
      runs.push(Date.now())
      if (runs.length === 1) queue.wake(key, new Date(Date.now() + 1_500))
    })
    queue.wake('a')
    await eventually(() => runs.length).toBe(2)
    expect(Number(runs[1]) - Number(runs[0])).toBeGreaterThanOrEqual(1_450)
  })

  it('that came while the queue was stopping is left to the next process', async () => {
    const first = open()
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await new Promise<void>((resolve) => {
      first.start(async () => {
        resolve()
        await held
      })
      first.wake('a')
    })
    const stopped = first.stop()
    first.wake('a')
    first.wake('b')
    release()
    await stopped

    const runs: string[] = []
    open().start(async (key) => void runs.push(key))
    await eventually(() => runs.sort()).toEqual(['a', 'b'])
  })

  it('that was fetched and not begun is given back by a stop, in good order', async () => {
    const warnings: string[] = []
    const first = open({ concurrency: 1, logger: loggerTo(warnings) })
    const keys = Array.from({ length: 20 }, (_value, index) => `key-${index}`)
    const runs: string[] = []
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    for (const key of keys) first.wake(key)
    await eventually(() => first.backlog()).toMatchObject({ due: 20 })
    await new Promise<void>((resolve) => {
      first.start(async (key) => {
        resolve()
        await held
        runs.push(key)
      })
    })
    const stopped = first.stop()
    release()
    await stopped
    expect(runs).toHaveLength(1)
    expect(warnings).toEqual([])

    open().start(async (key) => void runs.push(key))
    await eventually(() => runs.toSorted()).toEqual(keys.toSorted())
  })

  it('in the thousands takes a few round trips and shows in the backlog', async () => {
    const queue = open()
    for (let index = 0; index < 3_000; index += 1) queue.wake(`key-${index}`)
    queue.wake('later', new Date(Date.now() + 60_000))
    await eventually(() => queue.backlog()).toMatchObject({ due: 3_000, scheduled: 1 })
    expect((await queue.backlog()).lagMs).toBeGreaterThan(0)
  })

  it('with a key that cannot be stored is refused alone', async () => {
    const errors: string[] = []
    const queue = open({ logger: loggerTo(errors) })
    const runs: string[] = []
    queue.start(async (key) => void runs.push(key))
    queue.wake('nul \0')
    queue.wake('long'.repeat(200))
    queue.wake('good')
    await eventually(() => runs).toEqual(['good'])
    expect(errors).toHaveLength(2)
  })
})
