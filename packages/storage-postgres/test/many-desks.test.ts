import { createThreadline, type Threadline } from '@threadline/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { carrierDouble } from '../../core/test/support/carrier-double.js'
import { chatDouble } from '../../core/test/support/chat-double.js'
import { customer, ourNumber } from '../../core/test/support/desk.js'
import { postgresQueue, postgresStorage, type DurableStorage } from '../src/index.js'
import { eventually } from './queue/eventually.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'

let database: TestDatabase
let storage: DurableStorage
const desks: Threadline[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  storage = postgresStorage({ url: database.url, queue: postgresQueue({ url: database.url }) })
  await storage.start()
})
afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.stop()))
  await storage.stop()
  await database.close()
})

it('twenty workspaces in one process share a storage and its queue, and its few connections', async () => {
  const carriers = Array.from({ length: 20 }, () => carrierDouble())
  for (const [index, carrier] of carriers.entries()) {
    const desk = createThreadline({
      workspaceId: `T${index}`,
      publicUrl: 'https://desk.example',
      chat: chatDouble(),
      providers: { carrier },
      lines: [{ senders: [{ provider: 'carrier', address: ourNumber }] }],
      storage,
      logger: { debug() {}, info() {}, warn() {}, error: console.error },
    })
    desks.push(desk)
    await desk.start()
  }
  await Promise.all(desks.map((desk, index) => desk.send({ to: customer, text: `from T${index}` })))
  const words = () => carriers.map(({ texts }) => texts.map(({ text }) => text))
  await eventually(words).toEqual(carriers.map((_carrier, index) => [`from T${index}`]))

  const connections = await rowsOn<{ count: number }>(
    database.url,
    `SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name IN ('threadline', 'threadline-queue')`,
  )
  expect(connections[0]?.count).toBeLessThanOrEqual(16)
})
