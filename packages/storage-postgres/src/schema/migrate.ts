import { ThreadlineError } from '@threadline/core'
import type { DataSource, QueryRunner } from 'typeorm'
import type { Migration } from './migration.js'
import { migrations as allMigrations } from './migrations.js'
import { quote } from './names.js'

export interface MigrateOptions {
  readonly schema: string
  /** How many of the steps shall have been taken. @defaultValue all of them */
  readonly steps?: number
  /** @defaultValue those of this version */
  readonly migrations?: readonly Migration[]
}

/**
 * Brings the schema to the newest version, or to an older one. One process at a time does it, and all of it happens or
 * nothing. The steps taken are kept in the table `migrations`, in the form TypeORM gives it.
 *
 * @throws ThreadlineError `configuration.invalid` when a newer version of Threadline has been here
 */
export async function migrate(dataSource: DataSource, options: MigrateOptions): Promise<void> {
  const { migrations = allMigrations, schema, steps = migrations.length } = options
  await inMigration(dataSource, schema, async (runner) => {
    const taken = await takenSteps(runner, schema)
    refuseNewer(schema, taken, migrations)
    if (taken.length < steps) await prepareSchema(runner, schema)
    for (const step of migrations.slice(taken.length, steps)) await goUp(runner, schema, step)
    for (const step of migrations.slice(steps, taken.length).reverse()) await goDown(runner, schema, step)
  })
}

/**
 * Looks whether the schema is the one this version works with.
 *
 * @throws ThreadlineError `configuration.invalid` when it is older or newer
 */
export async function checkMigrated(dataSource: DataSource, schema: string): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    const taken = await takenSteps(runner, schema)
    refuseNewer(schema, taken, allMigrations)
    if (taken.length < allMigrations.length) throw older(schema)
  } finally {
    await runner.release()
  }
}

/** Which steps a schema has taken, and which of this version it has not. */
export interface SchemaSteps {
  readonly taken: readonly string[]
  readonly missing: readonly string[]
}

/** Reads how far a schema is, and changes nothing. @throws ThreadlineError `configuration.invalid` when it is newer */
export async function readSteps(dataSource: DataSource, schema: string): Promise<SchemaSteps> {
  const runner = dataSource.createQueryRunner()
  try {
    const taken = await takenSteps(runner, schema)
    refuseNewer(schema, taken, allMigrations)
    return { taken, missing: allMigrations.slice(taken.length).map(({ name }) => name) }
  } finally {
    await runner.release()
  }
}

async function inMigration(
  dataSource: DataSource,
  schema: string,
  work: (runner: QueryRunner) => Promise<void>,
): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    await runner.startTransaction('READ COMMITTED')
    await runner.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`threadline migrations of ${schema}`])
    await work(runner)
    await runner.commitTransaction()
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined)
    throw error
  } finally {
    await runner.release()
  }
}

async function takenSteps(runner: QueryRunner, schema: string): Promise<readonly string[]> {
  const table = `${quote(schema)}.migrations`
  const [found] = (await runner.query('SELECT to_regclass($1) IS NOT NULL AS exists', [table])) as Raw[]
  if (found?.['exists'] !== true) return []
  const rows = (await runner.query(`SELECT name FROM ${table} ORDER BY "timestamp", id`)) as Raw[]
  return rows.map(({ name }) => String(name))
}

type Raw = Readonly<Record<string, unknown>>

function refuseNewer(schema: string, taken: readonly string[], known: readonly Migration[]): void {
  const unknown = taken.filter((name, index) => name !== known[index]?.name)
  if (unknown.length === 0) return
  throw new ThreadlineError(
    'configuration.invalid',
    `The schema "${schema}" was made by a newer version of Threadline (it has ${unknown.join(', ')}, which this ` +
      'version does not know), so nothing was touched. Start that version again, or migrate down with it first.',
  )
}

const older = (schema: string): ThreadlineError =>
  new ThreadlineError(
    'configuration.invalid',
    `The schema "${schema}" is not migrated to this version of Threadline. Run the migrations with a role that may, ` +
      'or leave them to start().',
  )

/** A role that may not create schemas is welcome where the schema exists, so it is not asked to create it again. */
async function prepareSchema(runner: QueryRunner, schema: string): Promise<void> {
  const [found] = (await runner.query('SELECT to_regnamespace($1) IS NOT NULL AS exists', [quote(schema)])) as Raw[]
  if (found?.['exists'] !== true) await runner.query(`CREATE SCHEMA ${quote(schema)}`)
  await runner.query(
    `CREATE TABLE IF NOT EXISTS ${quote(schema)}.migrations
      (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)`,
  )
}

async function goUp(runner: QueryRunner, schema: string, step: Migration): Promise<void> {
  for (const statement of step.up(schema)) await runner.query(statement)
  await step.fill?.((sql, values) => runner.query(sql, [...values]), schema)
  await runner.query(`INSERT INTO ${quote(schema)}.migrations ("timestamp", name) VALUES ($1, $2)`, [
    step.name.slice(-13),
    step.name,
  ])
}

async function goDown(runner: QueryRunner, schema: string, step: Migration): Promise<void> {
  for (const statement of step.down(schema)) await runner.query(statement)
  await runner.query(`DELETE FROM ${quote(schema)}.migrations WHERE name = $1`, [step.name])
}
