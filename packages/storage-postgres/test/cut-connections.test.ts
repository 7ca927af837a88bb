import { createThreadline } from '@threadline/core'
import pg, { type Pool, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresStorage } from '../src/index.js'
import { chatDouble } from '../../core/test/support/chat-double.js'
import { twilioProvider } from '../../provider-twilio/src/index.js'
import { descriptor } from '../../provider-twilio/test/support/descriptor.js'
import { accountSid, authToken } from '../../provider-twilio/test/support/fixtures.js'
import { eventually } from './queue/eventually.js'
import { openTestDatabase, rowsOn, type TestDatabase } from './support/database.js'

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

it('a webhook whose connection is cut in mid-transaction is a 503 and leaves nothing; brought again, it is taken once', async () => {
  const storage = postgresStorage({ url: database.url })
  await storage.start()
  const threadline = createThreadline({
    workspaceId: 'T1',
    publicUrl: 'https://desk.example',
    chat: chatDouble(),
    providers: { twilio: twilioProvider({ accountSid, authToken }) },
    lines: [{ channel: 'C1', senders: [{ provider: 'twilio', address: '+14155550100' }] }],
    storage,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  })
  const bring = () => {
    const { body, headers, method, url } = signedText()
    return threadline.fetch(new Request(url, { method, headers, body: new Uint8Array(body) }))
  }

  const locker = new pg.Client({ connectionString: database.url })
  await locker.connect()
  await locker.query('BEGIN; LOCK TABLE threadline.outbox IN SHARE ROW EXCLUSIVE MODE')
  const failed = bring()
  // What comes before the outbox is written by then, and not committed.
  await eventually(async () => (await rowsOn(database.url, cutWhoWaits)).length).toBe(1)
  const response = await failed
  expect([response.status, await response.text()]).toEqual([503, expect.stringMatching(/^storage\.failed: /)])
  await locker.end()
  expect(await rowsOn(database.url, whatIsThere)).toEqual([{ claims: 0, contacts: 0, messages: 0, outbox: 0 }])

  expect([(await bring()).status, (await bring()).status]).toEqual([200, 200])
  expect(await rowsOn(database.url, whatIsThere)).toMatchObject([{ contacts: 1, messages: 1 }])
  await storage.stop()
})

const signedText = () =>
  descriptor.webhooks.text(
    { externalId: `SM${'d4'.repeat(16)}`, from: '+14155550123', to: '+14155550100', text: 'Hi', media: [] },
    { secret: authToken, at: new Date() },
  )

const cutWhoWaits = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`

const whatIsThere = `SELECT ${['claims', 'contacts', 'messages', 'outbox']
  .map((table) => `(SELECT count(*)::integer FROM threadline.${table}) AS ${table}`)
  .join()}`
