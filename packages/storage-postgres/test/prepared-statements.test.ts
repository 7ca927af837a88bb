import { DataSource } from 'typeorm'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, runOn, type TestDatabase } from './support/database.js'
import { contact, message, workspace } from './support/rows.js'
import { emptyTables } from './support/tables.js'

let database: TestDatabase
let dataSource: DataSource
let storage: DurableStorage

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  // With one connection every transaction meets what the one before has left on it.
  dataSource = new DataSource({ type: 'postgres', url: database.url, poolSize: 1 })
  await dataSource.initialize()
  storage = postgresStorage({ dataSource })
  await storage.start()
})
afterEach(async () => {
  await emptyTables(storage)
  await storage.stop()
  await dataSource.destroy()
})
afterAll(() => database.close())

const save = (n: number, overrides = {}): Promise<void> =>
  storage.transaction(workspace, (tx) => tx.contacts.save(contact(n, overrides)))

const addressOf = (n: number): Promise<string | undefined> =>
  storage.transaction(workspace, async (tx) => (await tx.contacts.find(contact(n).id))?.address)

async function countPrepared(pattern: RegExp): Promise<number> {
  const sql = `SELECT statement FROM pg_prepared_statements WHERE name LIKE 'threadline_%'`
  const all = await dataSource.query<{ statement: string }[]>(sql)
  return all.filter(({ statement }) => pattern.test(statement)).length
}

it('a statement is prepared once on a connection, however often it is sent', async () => {
  for (const n of [1, 2, 3]) await save(n)
  await storage.transaction(workspace, async (tx) => {
    for (const n of [4, 5]) await tx.contacts.save(contact(n))
  })
  expect(await countPrepared(/INSERT INTO "threadline".contacts/)).toBe(1)
  expect(await addressOf(5)).toBe(contact(5).address)
})

it('a statement is prepared anew as it is used more, so that a plan for an empty table does not serve a full one', async () => {
  const plansOfInsert = async (): Promise<number> => {
    const sql = `SELECT sum(generic_plans + custom_plans)::int AS plans FROM pg_prepared_statements
      WHERE statement LIKE '%INSERT INTO "threadline".contacts%' AND name LIKE 'threadline_%'`
    const [found] = await dataSource.query<{ plans: number }[]>(sql)
    return found?.plans ?? 0
  }
  for (let n = 1; n <= 25; n += 1) await save(n)
  expect(await plansOfInsert()).toBe(25)
  await save(26)
  expect(await plansOfInsert()).toBe(1)
  for (let n = 27; n <= 50; n += 1) await save(n)
  expect(await plansOfInsert()).toBe(25)
  await storage.transaction(workspace, async (tx) => {
    for (const n of [51, 52]) await tx.contacts.save(contact(n))
  })
  expect(await plansOfInsert()).toBe(2)
  expect(await addressOf(52)).toBe(contact(52).address)
})

it('a message is found by its key also where the plan was first made while there were none, and nobody has analyzed', async () => {
  await runOn(database.url, 'ALTER TABLE threadline.messages SET (autovacuum_enabled = false)')
  const find = (n: number) => storage.transaction(workspace, (tx) => tx.messages.find(message(n, 'c1').id))
  for (let n = 1; n <= 20; n += 1) await find(n)
  await storage.transaction(workspace, async (tx) => {
    for (let n = 1; n <= 5_000; n += 1) await tx.messages.save(message(n, 'c1'))
  })
  for (let n = 1; n <= 40; n += 1) expect(await find(n)).toBeDefined()
  expect(
    await planOf(/SELECT .* FROM "threadline".messages WHERE workspace_id = \$1 AND id = \$2 FOR UPDATE/),
  ).toContain('Index Cond: ((workspace_id = $1) AND (id = $2))')
})

/** How the one connection runs a statement by now: as it was planned for whatever it may be given. */
async function planOf(pattern: RegExp): Promise<string> {
  const all = await dataSource.query<{ name: string; statement: string }[]>('SELECT * FROM pg_prepared_statements')
  const [found] = all.filter(({ statement }) => pattern.test(statement))
  const sql = `EXPLAIN EXECUTE ${found?.name}('${workspace}', '${message(1, 'c1').id}')`
  const lines = await dataSource.query<{ 'QUERY PLAN': string }[]>(sql)
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

it('a statement that fails when it is sent for the first time can be sent again, and is kept once', async () => {
  await runOn(database.url, `ALTER TABLE threadline.contacts ADD CONSTRAINT not_two CHECK (address NOT LIKE '%0002')`)
  await expect(save(2)).rejects.toMatchObject({ code: 'storage.failed', cause: { code: '23514' } })
  await expect(save(2)).rejects.toMatchObject({ code: 'storage.failed', cause: { code: '23514' } })
  await runOn(database.url, 'ALTER TABLE threadline.contacts DROP CONSTRAINT not_two')
  await save(2)
  expect(await addressOf(2)).toBe(contact(2).address)
  expect(await countPrepared(/INSERT INTO "threadline".contacts/)).toBe(1)
})

it('what the server has forgotten is sent once more, and nothing is lost', async () => {
  await save(1)
  await dataSource.query('DISCARD ALL')
  await save(2)
  expect([await addressOf(1), await addressOf(2)]).toEqual([contact(1).address, contact(2).address])
})

it('a column that has become another type under a running desk is read as it is now', async () => {
  await save(1)
  for (let times = 0; times < 6; times += 1) await addressOf(1)
  await runOn(database.url, 'ALTER TABLE threadline.contacts ALTER COLUMN address TYPE varchar(64)')
  try {
    expect(await addressOf(1)).toBe(contact(1).address)
  } finally {
    await runOn(database.url, 'ALTER TABLE threadline.contacts ALTER COLUMN address TYPE text')
  }
})
