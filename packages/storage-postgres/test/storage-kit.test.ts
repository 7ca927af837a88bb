import { storageSuite } from '@threadline/core/testing'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { pgliteStorage, postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, type TestDatabase } from './support/database.js'
import { emptyTables } from './support/tables.js'

describe('on PostgreSQL', () => {
  let database: TestDatabase
  let storage: DurableStorage
  beforeAll(async () => {
    database = await openTestDatabase()
    storage = postgresStorage({ url: database.url })
    await storage.start()
  })
  afterAll(async () => {
    await storage.stop()
    await database.close()
  })

  storageSuite({ describe, it }, async () => ({ subject: storage, close: () => emptyTables(storage) }))
})

describe('on PGlite', () => {
  let storage: DurableStorage
  beforeAll(async () => {
    storage = pgliteStorage()
    await storage.start()
  }, 60_000)
  afterAll(() => storage.stop())

  storageSuite({ describe, it }, async () => ({ subject: storage, close: () => emptyTables(storage) }))
})
