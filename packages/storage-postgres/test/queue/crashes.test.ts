import { setTimeout as delay } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { startChild } from '../support/child.js'
import { openTestDatabase, rowsOn } from '../support/database.js'
import { startServer } from '../support/server.js'
import { createBusyKeys } from './busy-keys.js'
import { poolThatFailsOnce } from './cut-pool.js'
import { eventually } from './eventually.js'
import { openQueue } from './open-queues.js'

it('what a killed process was handling or had fetched is run by another one', { timeout: 60_000 }, async () => {
  const { close, url } = await openTestDatabase()
  onTestFinished(close)
  const leaseMs = 1_500
  const queue = openQueue(url, { leaseMs })
  const keys = Array.from({ length: 20 }, (_value, index) => `key-${index}`)
  const stuck = startChild(new URL('stuck-process.ts', import.meta.url), url, `${leaseMs}`)
  onTestFinished(() => stuck.kill())

  await queue.ready()
  for (const key of keys) queue.wake(key)
  const began = await firstOf(stuck.lines)
  const runs: string[] = []
  queue.start(async (key) => void runs.push(key))
  queue.wake(began)
  await delay(3 * leaseMs)
  expect(runs).not.toContain(began)

  await stuck.kill()
  await eventually(() => [...new Set(runs)].sort()).toEqual([...keys].sort())
  await eventually(() => leftovers(url)).toEqual({ jobs: 0, leases: 0, instances: 1 })
})

it('restarts of the database under load lose nothing, and no key runs twice at once', { timeout: 60_000 }, async () => {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const queues = [openQueue(server.url), openQueue(server.url)] as const
  const keys = Array.from({ length: 100 }, (_value, index) => `key-${index}`)
  const busy = createBusyKeys(20)
  for (const queue of queues) queue.start(busy.handle)
  const wakeAll = () => keys.forEach((key, index) => busy.wake(index % 2 === 0 ? queues[0] : queues[1], key))

  for (let count = 0; count < 3; count += 1) {
    wakeAll()
    await delay(200)
    wakeAll()
    await server.restart()
    wakeAll()
    await delay(200)
  }
  await busy.done()
  expect(busy.mostAtOnce()).toBe(1)
  await eventually(() => leftovers(server.url)).toEqual({ jobs: 0, leases: 0, instances: 2 })
})

it('a wake-up while the database is away is kept until it is back', { timeout: 60_000 }, async () => {
  const server = await startServer()
  onTestFinished(() => server.stop())
  const queue = openQueue(server.url)
  await queue.ready()
  const runs: string[] = []
  queue.start(async (key) => void runs.push(key))

  const restarted = server.restart()
  queue.wake('a')
  await restarted
  queue.wake('b')
  await eventually(() => [...new Set(runs)].sort()).toEqual(['a', 'b'])
})

const cuts = [
  ['the first look for jobs', 'select unnest($1::text[]) on conflict do nothing'],
  ['recording that a job is done', '"name":"complete_job'],
  ['storing a wake-up', '.threadline_wake($1'],
  ['taking a turn', '.threadline_take($1'],
  ['giving a turn back', '.threadline_release($1'],
  ['a sign of life', '.threadline_beat($1'],
] as const

it.each(cuts)('one failure in %s is got over', { timeout: 60_000 }, async (_name, part) => {
  const { close, url } = await openTestDatabase()
  const { isCut, pool } = poolThatFailsOnce(url, part)
  onTestFinished(close)
  onTestFinished(() => pool.end())
  const queue = openQueue(undefined, { pool })
  const runs: string[] = []
  queue.start(async (key) => void runs.push(key))
  queue.wake('a')
  await eventually(() => runs[0]).toBe('a')
  queue.wake('b')
  await eventually(() => runs.includes('b')).toBe(true)
  await eventually(() => leftovers(url)).toEqual({ jobs: 0, leases: 0, instances: 1 })
  expect(isCut()).toBe(true)
  await queue.stop()
})

it('a database that cannot be reached is told at once when asked, and never thrown by a wake-up', async () => {
  const queue = openQueue('postgres://nobody:secret@127.0.0.1:1/nothing')
  queue.wake('a')
  queue.start(async () => undefined)
  await expect(queue.ready()).rejects.toThrow('ECONNREFUSED')
  await queue.stop()
})

async function firstOf(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line
  throw new Error('The process ended without a word.')
}

/** What the queue still keeps, read past it. */
async function leftovers(url: string): Promise<unknown> {
  const [counts] = await rowsOn(
    url,
    `select (select count(*)::integer from threadline_queue.jobs) as jobs,
      (select count(*)::integer from threadline_queue.threadline_leases) as leases,
      (select count(*)::integer from threadline_queue.threadline_instances) as instances`,
  )
  return counts
}
