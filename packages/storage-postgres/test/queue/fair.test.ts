import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fakeClock } from '@threadline/core/testing'
import { createPlaces } from '../../src/queue/places.js'
import { createPriorities } from '../../src/queue/priorities.js'
import { openTestDatabase, rowsOn, runOn, type TestDatabase } from '../support/database.js'
import { eventually } from './eventually.js'
import { openQueue } from './open-queues.js'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('keys of a workspace that is stuck wait in line, each with its lease, and are left to others by a stop', async () => {
  const queue = openQueue(database.url, { name: 'stuck', concurrency: 8 })
  const begun: string[] = []
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  queue.start(async (key) => {
    begun.push(key)
    await held
  })
  const keys = Array.from({ length: 40 }, (_value, index) => `stuck/${index}`)
  for (const key of keys) queue.wake(key)
  const leases = `SELECT key FROM threadline_queue.threadline_leases WHERE queue = 'stuck'`
  await eventually(() => rowsOn(database.url, leases).then((rows) => rows.length)).toBe(40)
  expect(begun).toHaveLength(6)

  const stopped = queue.stop()
  release()
  await stopped
  expect(begun).toHaveLength(6)
  const later: string[] = []
  openQueue(database.url, { name: 'stuck' }).start(async (key) => void later.push(key))
  const left = keys.filter((key) => !begun.includes(key))
  await eventually(() => left.filter((key) => !later.includes(key))).toEqual([])
})

it('a key that is woken again and again while it stands in line runs behind whoever has the place, and not as often', async () => {
  const queue = openQueue(database.url, { name: 'line', concurrency: 1 })
  const runs: string[] = []
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  queue.start(async (key) => {
    runs.push(key)
    await held
  })
  queue.wake('w/first')
  await eventually(() => runs).toEqual(['w/first'])
  for (let count = 0; count < 5; count += 1) {
    queue.wake('w/second')
    await delay(50)
  }
  release()
  await eventually(() => runs[1]).toBe('w/second')
  await eventually(() => queue.backlog()).toMatchObject({ due: 0 })
  // One more where the last wake-up was still on its way.
  expect(runs.length).toBeLessThanOrEqual(3)
})

it('a process of the version before still wakes keys, those of each workspace one behind the other', async () => {
  await openQueue(database.url, { name: 'older' }).ready()
  const wake = `SELECT threadline_queue.threadline_wake('older', $1::text[], $2::float8[])`
  await runOn(database.url, wake, [
    ['a/1', 'b/1', 'a/2', 'a/3', 'b/2'],
    [0, 0, 0, 0, 0],
  ])
  const jobs = await rowsOn(
    database.url,
    `SELECT key, priority FROM threadline_queue.jobs WHERE task_identifier = 'threadline:older' ORDER BY key`,
  )
  expect(jobs.map(({ key, priority }) => [key, priority])).toEqual([
    ['older:a/1', 0],
    ['older:a/2', 1],
    ['older:a/3', 2],
    ['older:b/1', 0],
    ['older:b/2', 1],
  ])
})

it('places: ten a second are nobody’s burst, a burst stands in line, and after a while it is forgotten', () => {
  const clock = fakeClock()
  const priorityOf = createPriorities(clock)
  const few = Array.from({ length: 20 }, () => {
    clock.advance(100)
    return priorityOf('steady/x')
  })
  expect(new Set(few)).toEqual(new Set([0]))
  const burst = Array.from({ length: 2_000 }, (_value, index) => priorityOf(`busy/${index}`))
  expect(burst.slice(0, 3)).toEqual([0, 1, 2])
  expect(Math.max(...burst)).toBe(1_000)
  expect(priorityOf('other/x')).toBe(0)
  clock.advance(100_000)
  expect(priorityOf('busy/again')).toBe(0)
})

it('a workspace that has filled its line leaves room in line, and a place, for another', async () => {
  const stopping = new AbortController()
  const places = createPlaces(8, stopping.signal)
  const taken = Array.from({ length: 1_006 }, (_value, index) => places.take(`stuck/${index}`))
  expect([places.hasRoom('stuck/more'), places.hasRoom('other/1')]).toEqual([false, true])
  expect(await places.take('other/1')).toBe(true)
  stopping.abort()
  expect((await Promise.all(taken)).filter(Boolean)).toHaveLength(6)
})
