import { storageSuite } from '@threadline/core/testing'
import pg from 'pg'
import { DataSource, type Logger } from 'typeorm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postgresStorage, type DurableStorage } from '../src/index.js'
import { openTestDatabase, rowsOn, runOn, type TestDatabase } from './support/database.js'
import { reachOf, shardTables, type PlanNode } from './support/shards.js'
import { emptyTables } from './support/tables.js'

/**
 * What a distributed PostgreSQL such as Citus needs of tables that are sharded by `workspace_id`, proven on tables that are
 * partitioned by it: PostgreSQL itself then refuses a key that would have to hold across shards, and its planner says
 * which shards a statement goes to.
 */

/** Tables without a workspace, and why they need none. */
const unsharded: Readonly<Record<string, string>> = {
  migrations: 'says how far the schema is; a few rows, read at the start, kept on one node',
}

/** Tables without a primary key, whose unique index of all columns is one in all but its order. */
const unkeyed: readonly string[] = ['contact_keys']

/** Statements without a table of ours, or without a workspace, and why. */
const elsewhere: readonly (readonly [statement: RegExp, why: string])[] = [
  [/^BEGIN/, 'begins the transaction of one workspace'],
  [/^COMMIT$/, 'ends it'],
  [
    /^(START TRANSACTION|SET TRANSACTION ISOLATION LEVEL)/,
    'begins the transaction in which a start looks for migrations',
  ],
  [/^SELECT pg_advisory_xact_lock\(/, 'lets one process migrate at a time: all of them by one node'],
  [/^SELECT (version\(\)|\* FROM current_schema)/, 'TypeORM looks whom it is connected to, once'],
  [/^SELECT to_reg(class|namespace)\(/, 'looks at the start whether the schema is there'],
  [/^SELECT name FROM "threadline"\.migrations /, 'reads at the start how far the schema is'],
  [/^TRUNCATE /, 'this test empties the tables between two cases of the kit'],
]

interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

let database: TestDatabase
let dataSource: DataSource
let storage: DurableStorage
let tables: readonly string[]
/** One call of each statement that was sent. */
const seen = new Map<string, Statement>()

beforeAll(async () => {
  database = await openTestDatabase()
  const first = postgresStorage({ url: database.url })
  await first.start()
  await first.stop()
  tables = (await tableNames()).filter((table) => !(table in unsharded))
  await shardTables(database.url, 'threadline', tables)

  dataSource = new DataSource({ type: 'postgres', url: database.url, logging: ['query'], logger: recorder() })
  await dataSource.initialize()
  storage = postgresStorage({ dataSource })
  await storage.start()
})
afterAll(async () => {
  await storage.stop()
  await dataSource.destroy()
  await database.close()
})

describe('of the migrated schema', () => {
  it('every table has a workspace, in a column of one type and one collation', async () => {
    const columns = await rowsOn<{ table: string; type: string; collation: string; nullable: boolean }>(
      database.url,
      `SELECT class.relname AS table, format_type(atttypid, atttypmod) AS type, collname AS collation,
          NOT attnotnull AS nullable
        FROM pg_attribute JOIN pg_class AS class ON class.oid = attrelid
        LEFT JOIN pg_collation ON pg_collation.oid = attcollation
        WHERE relnamespace = 'threadline'::regnamespace AND relkind = 'p' AND attname = 'workspace_id'`,
    )
    expect(columns.map(({ table }) => table).toSorted()).toEqual([...tables].toSorted())
    for (const { table, ...column } of columns)
      expect(column, table).toEqual({ type: 'text', collation: 'C', nullable: false })
  })

  it('every primary key, every unique index and every other index begins with it', async () => {
    const indexes = await rowsOn<{ name: string; table: string; first: string; isKey: boolean }>(
      database.url,
      `SELECT index.relname AS name, class.relname AS table, attname AS first, indisprimary AS "isKey"
        FROM pg_index JOIN pg_class AS class ON class.oid = indrelid JOIN pg_class AS index ON index.oid = indexrelid
        JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        WHERE class.relnamespace = 'threadline'::regnamespace AND class.relkind = 'p'`,
    )
    expect(new Set(indexes.map(({ table }) => table))).toEqual(new Set(tables))
    for (const { first, name } of indexes) expect(first, name).toBe('workspace_id')
    const keyed = indexes.filter(({ isKey }) => isKey).map(({ table }) => table)
    expect([...keyed, ...unkeyed].toSorted()).toEqual([...tables].toSorted())
  })

  it('a table without a primary key has a unique index by which its rows are told apart when a shard is moved', async () => {
    for (const table of unkeyed) {
      const [unique] = await rowsOn<{ name: string }>(
        database.url,
        `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
          WHERE indrelid = $1::regclass AND indisunique`,
        [`threadline.${table}`],
      )
      await runOn(database.url, `ALTER TABLE threadline.${table} REPLICA IDENTITY USING INDEX ${unique?.name}`)
    }
  })

  it('every foreign key carries it on both sides', async () => {
    const keys = await rowsOn<{ name: string; from: string[]; to: string[] }>(
      database.url,
      `SELECT conname AS name,
          array(SELECT attname::text FROM unnest(conkey) AS key JOIN pg_attribute ON attrelid = conrelid AND attnum = key) AS from,
          array(SELECT attname::text FROM unnest(confkey) AS key JOIN pg_attribute ON attrelid = confrelid AND attnum = key) AS to
        FROM pg_constraint WHERE contype = 'f' AND connamespace = 'threadline'::regnamespace`,
    )
    for (const { from, name, to } of keys) expect([from, to], name).toEqual([[...withWorkspace], [...withWorkspace]])
  })

  it('no number is given out per table by a column that a shard could not count on', async () => {
    const sequences = await rowsOn<{ name: string; type: string }>(
      database.url,
      `SELECT sequencename AS name, data_type::text AS type FROM pg_sequences
        WHERE schemaname = 'threadline' AND sequencename NOT LIKE 'migrations%'`,
    )
    // Nodes of Citus take turns in a bigint; a smaller one fails there.
    expect(sequences).toEqual([{ name: 'arrival', type: 'bigint' }])
  })
})

const withWorkspace = expect.arrayContaining(['workspace_id']) as readonly string[]

describe('on tables that are split by workspace', () => {
  storageSuite({ describe, it }, async () => ({ subject: storage, close: () => emptyTables(storage) }))
})

it('every statement of the kit goes to the shard of one workspace, but for a few that are listed', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const ours = [...seen.values()].filter(({ sql }) => !elsewhere.some(([listed]) => listed.test(sql)))
    expect(ours.length, 'The kit sends many statements.').toBeGreaterThan(60)
    const problems: string[] = []
    for (const statement of ours)
      await expectOneShard(client, statement).catch((error: unknown) =>
        problems.push(`${statement.sql}: ${String(error)}`),
      )
    expect(problems).toEqual([])
  } finally {
    await client.end()
  }
})

it('each of the listed ones is sent', () => {
  const sent = [...seen.keys()]
  for (const [listed, why] of elsewhere)
    expect(
      sent.some((sql) => listed.test(sql)),
      why,
    ).toBe(true)
})

it('a statement that forgets the workspace, in one of its tables, is caught', async () => {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const leaky = `SELECT message.id FROM threadline.messages AS message JOIN threadline.conversations AS conversation
    ON conversation.id = message.conversation_id WHERE message.workspace_id = $1`
  try {
    await expect(expectOneShard(client, { sql: leaky, values: ['T1'] })).rejects.toThrow()
  } finally {
    await client.end()
  }
})

async function expectOneShard(client: pg.Client, { sql, values }: Statement): Promise<void> {
  const { rows } = await client.query(`EXPLAIN (FORMAT JSON) ${sql}`, [...values])
  const [{ 'QUERY PLAN': plans } = { 'QUERY PLAN': [] }] = rows as readonly Explained[]
  const reaches = plans.map(({ Plan }) => reachOf(Plan))
  expect(
    reaches.flatMap(({ wholeTables }) => wholeTables),
    sql,
  ).toEqual([])
  const shards = new Set(reaches.flatMap((reach) => [...reach.shards]))
  expect(shards.size, sql).toBeLessThanOrEqual(1)
  for (const insert of sql.matchAll(/INSERT INTO [^(]+\((\w+)[^)]*\)\s+(?:VALUES \(|SELECT )([^,]+),/g))
    expect([insert[1], insert[2]], sql).toEqual(['workspace_id', '$1'])
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: PlanNode }[]
}

async function tableNames(): Promise<readonly string[]> {
  const rows = await rowsOn<{ name: string }>(
    database.url,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'threadline'::regnamespace AND relkind = 'r'`,
  )
  return rows.map(({ name }) => name)
}

/** Keeps one call of each statement, with its values. */
function recorder(): Logger {
  const ignore = (): void => undefined
  return {
    logQuery: (sql, values: unknown[] = []) => void seen.set(sql.trim(), { sql: sql.trim(), values }),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  }
}
