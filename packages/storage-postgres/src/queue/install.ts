import { ThreadlineError, type Logger } from '@threadline/core'
import type { Pool, PoolClient } from 'pg'
import { engineLogger } from './engine-logger.js'
import { queueSchemaSql, queueSchemaVersion } from './schema.js'

/**
 * Brings the tables of the engine and ours up to date; several processes at once take turns. Once they are, it needs no
 * right to change them.
 *
 * @throws `ThreadlineError` `configuration.invalid` when they are newer than this code
 */
export async function installQueue(pool: Pool, schema: string, logger: Logger): Promise<void> {
  const { Logger: EngineLogger, runMigrations } = await import('graphile-worker')
  await holdingLock(pool, `threadline queue ${schema}`, async (client) => {
    await runMigrations({ pgPool: pool, schema, logger: new EngineLogger(engineLogger(logger)) })
    const version = await installedVersion(client, schema)
    if (version > queueSchemaVersion) throw newerSchema(schema, version)
    if (version < queueSchemaVersion) await installOurs(client, schema)
  })
}

async function holdingLock(pool: Pool, name: string, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  let failure: unknown
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name])
    await work(client)
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
  } catch (error) {
    failure = error
    throw error
  } finally {
    // Ending the connection gives the lock back, too.
    client.release(failure !== undefined)
  }
}

async function installedVersion(client: PoolClient, schema: string): Promise<number> {
  const table = `"${schema}".threadline_version`
  const { rows: tables } = await client.query<{ exists: boolean }>('select to_regclass($1) is not null as exists', [
    table,
  ])
  if (!tables[0]?.exists) return 0
  const { rows } = await client.query<{ version: number | null }>(`select max(version) as version from ${table}`)
  return rows[0]?.version ?? 0
}

async function installOurs(client: PoolClient, schema: string): Promise<void> {
  const mark = `insert into "${schema}".threadline_version (version) values (${queueSchemaVersion})`
  await client.query(`begin; ${queueSchemaSql(schema)}; ${mark}; commit`)
}

function newerSchema(schema: string, version: number): ThreadlineError {
  return new ThreadlineError(
    'configuration.invalid',
    `The queue's tables in schema "${schema}" are of version ${version}, newer than this code (${queueSchemaVersion}). ` +
      'Update @threadline/storage-postgres in this process.',
  )
}
