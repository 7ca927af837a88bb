import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogFields, Logger } from '@threadline/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pgliteStorage, type DurableStorage } from '../src/index.js'
import { startChild } from './support/child.js'
import { putEmptyTables } from './support/empty-database.js'
import { contact, entry, id, workspace } from './support/rows.js'
import { fillJournal, fillMessages } from './support/stale-messages.js'
import { watchStatements } from './support/watch-statements.js'

let folder: string
let storage: DurableStorage
let warnings: LogFields[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threadline-upkeep-'))
  await putEmptyTables(folder)
  warnings = []
})
afterEach(async () => {
  await storage.stop()
  expect(warnings).toEqual([])
  await rm(folder, { recursive: true, force: true })
})

const nothing = (): void => undefined
const logger: Logger = { debug: nothing, info: nothing, warn: (fields) => void warnings.push(fields), error: nothing }

async function start(): Promise<void> {
  storage = pgliteStorage({ folder, logger })
  await storage.start()
}

it('files do not grow with what is put into the outbox and taken out again, nor does the journal', async () => {
  await start()
  await fillJournal(storage)
  await passThrough(0, 1_100)
  await letPass(1_000)
  const before = await sizes()
  expect(before.journal).toBeLessThan(32 * 1024 * 1024)
  await passThrough(1_100, 2_200)
  await letPass(1_000)
  await passThrough(2_200, 2_210)
  const after = await sizes()
  expect(Math.max(before.outbox, after.outbox)).toBeLessThan(48 * 1024)
}, 240_000)

it('a plan that was made for an empty table is made anew once it is full, by what is in it then', async () => {
  await start()
  const statements = watchStatements(storage)
  await query('SET plan_cache_mode = force_generic_plan')
  await query(`PREPARE by_id (text, text) AS
    SELECT text FROM threadline.messages WHERE workspace_id = $1 AND id = $2`)
  const plan = () => query(`EXPLAIN EXECUTE by_id ('${workspace}', '${id(7)}')`)
  expect(JSON.stringify(await plan())).not.toContain('messages_pkey')
  await fillMessages(storage, 2_000)
  await passThrough(0, 1)
  await sent('ANALYZE threadline.messages', statements)
  expect(JSON.stringify(await plan())).toContain('messages_pkey')
}, 240_000)

it('transactions that run at the same time lose nothing', async () => {
  await start()
  const statements = watchStatements(storage)
  let last = 0
  const saveSome = async (): Promise<void> => {
    for (let count = 0; count < 75; count += 1) {
      last += 1
      await storage.transaction(workspace, (tx) => tx.contacts.save(contact(last)))
    }
  }
  await Promise.all(Array.from({ length: 16 }, saveSome))
  expect(statements).toContain('VACUUM threadline.contacts')
  expect(await query(`SELECT count(*)::int AS contacts, max(id) AS last FROM threadline.contacts`)).toEqual([
    { contacts: 1_200, last: id(1_200) },
  ])
}, 240_000)

it('stop waits for what is under way and begins nothing more, and the next process does the rest', async () => {
  await start()
  await fillMessages(storage, 2_000)
  await fillJournal(storage)
  let stopping: Promise<void> | undefined
  const before = watchStatements(storage, (sql) => {
    if (sql === 'CHECKPOINT') stopping = storage.stop()
  })
  await passThrough(0, 1)
  await sent('CHECKPOINT', before)
  await stopping
  expect(before.at(-1)).toBe('CHECKPOINT')

  await start()
  const after = watchStatements(storage)
  await passThrough(1, 2)
  await sent('ANALYZE threadline.messages', after)
  expect(after).toContain('VACUUM threadline.messages')
  expect(after).not.toContain('CHECKPOINT')
}, 240_000)

it('what fails is told without what the database said, and neither transactions nor other tables have it worse', async () => {
  await start()
  await breakTable()
  await fillMessages(storage, 2_000)
  const statements = watchStatements(storage)
  await passThrough(0, 1)
  await sent('ANALYZE threadline.messages', statements)
  await passThrough(1, 2)
  const warning = { upkeep: 'ANALYZE threadline.broken', error: 'The database refused a statement (P0001).' }
  expect(warnings.splice(0)).toEqual([warning])
}, 240_000)

it('a process that is killed at its VACUUM leaves what opens again, with all that it acknowledged', async () => {
  const child = startChild(new URL('./support/pglite-upkeep.ts', import.meta.url), folder, 'VACUUM threadline.messages')
  let acknowledged = 0
  for await (const line of child.lines) {
    if (line === 'upkeep') await child.kill()
    else acknowledged = Number(line)
  }
  await start()
  expect(acknowledged).toBeGreaterThan(0)
  expect([acknowledged, acknowledged + 1]).toContain(await countOf('contacts'))
  expect(await countOf('messages')).toBe(4_000)
  await passThrough(0, 1)
}, 240_000)

const query = (sql: string): Promise<object[]> => storage.dataSource().query(sql)

/** Waits until a statement has been sent; what is asked after it is answered after it. */
async function sent(statement: string, statements: readonly string[]): Promise<void> {
  while (!statements.includes(statement)) await new Promise(setImmediate)
}

/** In each transaction ten entries come and go. */
async function passThrough(from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += 10) {
    await storage.transaction(workspace, async (tx) => {
      for (let n = first; n < first + 10; n += 1) {
        await tx.outbox.add(entry(n))
        await tx.outbox.mustReplace(entry(n), undefined)
      }
    })
  }
}

/** Transactions in which nothing is done. */
async function letPass(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await storage.transaction(workspace, async () => undefined)
}

async function sizes(): Promise<{ readonly outbox: number; readonly journal: number }> {
  const [found] = await storage.dataSource().query<{ outbox: number; journal: number }[]>(
    `SELECT pg_relation_size('threadline.outbox')::int AS outbox,
      pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::int AS journal FROM pg_control_checkpoint()`,
  )
  if (!found) throw new Error('There is no size.')
  return found
}

async function countOf(table: string): Promise<unknown> {
  const [found] = await storage.dataSource().query<{ count: number }[]>(`SELECT count(*)::int FROM threadline.${table}`)
  return found?.count
}

/** A table that cannot be analyzed any more, as one on a bad disk could not. */
async function breakTable(): Promise<void> {
  const says = (body: string): string =>
    `CREATE OR REPLACE FUNCTION threadline.said(value text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN ${body} END $$`
  const statements = [
    says('RETURN value;'),
    'CREATE TABLE threadline.broken (value text)',
    'CREATE INDEX ON threadline.broken (threadline.said(value))',
    `INSERT INTO threadline.broken SELECT 'Jane ' || n FROM generate_series(1, 100) n`,
    says(`RAISE 'of %', value;`),
  ]
  for (const statement of statements) await storage.dataSource().query(statement)
}
