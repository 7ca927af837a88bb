import type { Pool, PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresStorage } from '../src/index.js'
import { openTestDatabase, type TestDatabase } from './support/database.js'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

it('a server that goes down while a connection is lent does not take the process with it', async () => {
  const storage = postgresStorage({ url: database.url })
  await storage.start()
  const { driver } = storage.dataSource()
  const pool = 'master' in driver ? (driver.master as Pool) : undefined

  // As the driver does when “ready” and “terminating” come in one packet: before any promise has gone on.
  const lend = new Promise<PoolClient>((resolve, reject) => {
    pool?.connect((error, client, release) => {
      if (!client) return reject(error ?? new Error('no connection'))
      try {
        client.emit('error', new Error('terminating connection due to unexpected postmaster exit'))
        resolve(client)
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error('thrown'))
      } finally {
        release(true)
      }
    })
  })
  await expect(lend).resolves.toBeDefined()
  await storage.stop()
})
