import { createThreadline, type ChatAdapter, type SmsProvider, type TextReceived } from '@threadline/core'
import { memoryQueue, systemClock } from '@threadline/core/memory'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, rowsOn, runOn, type TestDatabase } from './support/database.js'
import { workspace } from './support/rows.js'

const ourNumber = '+14155550100'
const event: TextReceived = {
  type: 'text',
  externalId: 'SM1',
  from: '+14155550123',
  to: ourNumber,
  text: 'my door code is 4711',
  media: [],
}

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

/** What PostgreSQL says on a write when the disk is full: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const fillDisk = (table: string) =>
  runOn(
    database.url,
    `CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
     CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON threadline.${table} FOR EACH ROW EXECUTE FUNCTION full_disk()`,
  )
const emptyDisk = (table: string) => runOn(database.url, `DROP TRIGGER full_disk ON threadline.${table}`)

const tables = ['claims', 'contacts', 'conversations', 'messages', 'outbox']
const counts = async () => {
  const all = await Promise.all(
    tables.map((table) => rowsOn<{ n: number }>(database.url, `SELECT count(*)::int AS n FROM threadline.${table}`)),
  )
  return all.map(([row]) => row?.n)
}

function openDesk(logged: string[]) {
  const carrier = {
    capabilities: { maxTextLength: 160, sendsOptOutReplies: true },
    receive: async () => ({ events: [event], respond: () => new Response('') }),
  } as unknown as SmsProvider
  const log = (fields: object, message: string) => void logged.push(`${JSON.stringify(fields)} ${message}`)
  const threadline = createThreadline({
    workspaceId: workspace,
    publicUrl: 'https://desk.example',
    chat: {} as unknown as ChatAdapter,
    providers: { carrier },
    lines: [{ channel: 'C1', senders: [{ provider: 'carrier', address: ourNumber }] }],
    storage,
    queue: memoryQueue({ clock: systemClock }),
    logger: { debug: log, info: log, warn: log, error: log },
  })
  return () => threadline.fetch(new Request('http://localhost/threadline/sms/carrier', { method: 'POST', body: 'x' }))
}

it.each(tables)(
  'a disk that is full when %s is written: 503, nothing half-written, and the retry lands',
  async (table) => {
    const logged: string[] = []
    const text = openDesk(logged)
    const before = await counts()
    await fillDisk(table)
    const response = await text()
    const answer = await response.text()
    await emptyDisk(table)
    expect(response.status).toBe(503)
    expect(await counts()).toEqual(before)
    for (const words of [answer, logged.join('\n')]) expect(words).not.toMatch(/4711|5550123|No space|INSERT/)

    expect((await text()).status).toBe(200)
    const [claims, contacts, , messages] = await counts()
    expect([claims, contacts, messages]).toEqual([1, 1, 1])
    await runOn(database.url, `TRUNCATE ${tables.map((name) => `threadline.${name}`).join(', ')}`)
  },
)
