import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countRoundTrips } from '../support/count-round-trips.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { eventually } from './eventually.js'
import { openQueue } from './open-queues.js'

const counter = countRoundTrips()
let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await openTestDatabase()
  pool = new pg.Pool({ connectionString: database.url, Client: counter.Client })
  // Its last connections may still be on their way out when the database is dropped behind them.
  pool.on('error', () => undefined)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

it('a queue with nothing to do asks the database once a second, and no more often', { timeout: 60_000 }, async () => {
  // Its signs of life come every third of a lease.
  const queue = openQueue(undefined, { pool, leaseMs: 600_000 })
  queue.start(async () => {})
  await queue.ready()
  await eventually(() => counter.take().some(([sql]) => sql?.startsWith('with j as'))).toBe(true)
  const startedAtMs = performance.now()
  let asked = 0
  await eventually(() => (asked += counter.take().length)).toBeGreaterThanOrEqual(6)
  // One may have been on its way at either end.
  expect(asked).toBeLessThanOrEqual((performance.now() - startedAtMs) / 1_000 + 2)
  await queue.stop()
})
