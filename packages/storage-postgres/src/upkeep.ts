import { setImmediate as immediately } from 'node:timers/promises'
import type { Logger } from '@threadline/core'
import type { DataSource } from 'typeorm'
import { databaseError } from './database-error.js'

/** What a server's other processes do beside its transactions, for a database that has no other processes. */
export interface Upkeep {
  /** Counts a transaction that has ended. After the first one, and then now and then, what is due by then is begun. */
  count(): void
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>
}

/** Looking costs some milliseconds, and what it finds due at the least some more; a text takes about five transactions. */
const transactionsBetweenLooks = 1_000

/**
 * How much may be written before the journal begins anew. Until then all of it is kept, and is read again by the next
 * start when the process is killed: half a second for so much. Without other processes it begins anew only on request.
 */
const mostJournalBytes = 32 * 1024 * 1024

/**
 * Does the upkeep of a database that is in this process and has one connection: removes the dead versions of rows, counts
 * what the plans are made by, and begins the journal anew. A server decides what is due once a minute; here it is decided
 * as transactions go by, so that nothing happens where nothing is written. Each statement takes its turn among the
 * transactions that wait for the connection.
 *
 * @param schema - of the tables that are looked after, beside those of PostgreSQL itself
 * @param logger - told what fails; it is tried again at the next look
 */
export function createUpkeep(dataSource: DataSource, schema: string, logger: Logger): Upkeep {
  let untilLook = 1
  let isStopped = false
  let underWay: Promise<void> | undefined

  async function look(): Promise<void> {
    await attempt('looking what is due', async () => {
      const due = await findDue(dataSource, schema)
      for (const statement of due) await attempt(statement, () => dataSource.query(statement))
    })
    underWay = undefined
  }

  /** Whoever has just ended a transaction gets to answer first. A failure here is nobody's failure. */
  async function attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    await immediately()
    if (isStopped) return
    try {
      await work()
    } catch (error) {
      logger.warn(
        { upkeep: what, error: databaseError(error).message },
        'The upkeep of the database failed; it is tried again.',
      )
    }
  }

  return {
    count() {
      untilLook -= 1
      if (untilLook > 0 || underWay || isStopped) return
      untilLook = transactionsBetweenLooks
      underWay = look()
    },
    async stop() {
      isStopped = true
      await underWay
    },
  }
}

/** The statements that are due, the ones that take long last. */
async function findDue(dataSource: DataSource, schema: string): Promise<readonly string[]> {
  // What this connection has changed is counted a second later otherwise.
  await dataSource.query('SELECT pg_stat_force_next_flush()')
  const [journal] = await dataSource.query<{ readonly bytes: number }[]>(journalSize)
  const tables = await dataSource.query<DueTable[]>(dueTables, [schema])
  return [
    ...((journal?.bytes ?? 0) > mostJournalBytes ? ['CHECKPOINT'] : []),
    ...tables.flatMap(({ isToAnalyze, isToVacuum, name }) => [
      ...(isToVacuum ? [`VACUUM ${name}`] : []),
      ...(isToAnalyze ? [`ANALYZE ${name}`] : []),
    ]),
  ]
}

interface DueTable {
  /** Quoted, with its schema. */
  readonly name: string
  readonly isToVacuum: boolean
  readonly isToAnalyze: boolean
}

const journalSize = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()`

const setting = (name: string): string => `current_setting('${name}')::float8`
const limit = (what: string): string =>
  `${setting(`autovacuum_${what}_threshold`)} + ${setting(`autovacuum_${what}_scale_factor`)} * rows`

/**
 * As a server decides it (https://www.postgresql.org/docs/current/routine-vacuuming.html#AUTOVACUUM), by the same settings.
 * PGlite forgets its counts when the process ends, so a table of ours whose file has grown since is due as well.
 */
const dueTables = `SELECT name, "isToVacuum", "isToAnalyze" FROM (
    SELECT format('%I.%I', schemaname, stats.relname) AS name, relpages,
      n_dead_tup > ${limit('vacuum')} OR n_ins_since_vacuum > ${limit('vacuum_insert')} OR "hasGrown" AS "isToVacuum",
      schemaname = $1 AND (n_mod_since_analyze > ${limit('analyze')} OR "hasGrown") AS "isToAnalyze"
    FROM pg_stat_all_tables AS stats JOIN pg_class ON pg_class.oid = relid,
      LATERAL (
        SELECT greatest(reltuples, 0) AS rows,
          schemaname = $1 AND pg_relation_size(relid) > 1.2 * relpages * ${setting('block_size')} AS "hasGrown"
      ) AS known
    WHERE schemaname IN ($1, 'pg_catalog')
  ) AS tables
  WHERE "isToVacuum" OR "isToAnalyze" ORDER BY relpages`
