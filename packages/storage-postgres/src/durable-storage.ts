import { ThreadlineError, type Storage } from '@threadline/core'
import type { DataSource } from 'typeorm'
import { databaseError } from './database-error.js'
import { checkMigrated, migrate } from './schema/migrate.js'
import { quote } from './schema/names.js'
import { inTransaction } from './session.js'
import { prepareTransaction } from './transaction/transaction.js'
import type { PostgresQueue } from './queue/postgres-queue.js'
import { prepareWaitingLanes } from './waiting-lanes.js'

/** A storage that survives. Start it before the desk, stop it after. */
export interface DurableStorage extends Storage {
  /**
   * Connects and brings the schema to this version. Starting twice does nothing.
   *
   * @throws ThreadlineError `configuration.invalid` when the schema is of a newer version; `storage.in_use` when another
   * process has the folder; `storage.failed` when the database cannot be reached or refuses
   */
  start(): Promise<void>
  /** Takes no more transactions, waits for those that run, and disconnects. */
  stop(): Promise<void>
  /**
   * The connections, for a queue on the same database and for the host's own reading.
   *
   * @throws ThreadlineError `not_ready` before `start` and after `stop`
   */
  dataSource(): DataSource
  /** The schema of the tables. */
  readonly schema: string
}

/** What is open between start and stop. */
export interface Connected {
  readonly dataSource: DataSource
  close(): Promise<void>
  /** Awaited at the beginning of each transaction, once it has its connection. */
  afterConnect?(): Promise<void>
  /** Called after the end of each transaction, unless the storage has been stopped. */
  afterTransaction?(): void
}

export interface DurableStorageOptions {
  readonly schema: string
  /** Whether `start` migrates, or only looks whether somebody has. */
  readonly migrates: boolean
  /** The database in a few words, for the errors of `start`: never credentials. */
  readonly name: string
  connect(): Promise<Connected>
  /** The queue on the same database. */
  readonly queue?: PostgresQueue
}

export function durableStorage(options: DurableStorageOptions): DurableStorage {
  const { connect, migrates, name, queue, schema } = options
  const transactionIn = prepareTransaction(schema)
  const findWaitingLanes = prepareWaitingLanes(schema)
  const running = new Set<Promise<unknown>>()
  let connected: Promise<Connected> | undefined
  let open: Connected | undefined

  async function begin(): Promise<Connected> {
    const opened = await connect()
    try {
      await (migrates ? migrate(opened.dataSource, { schema }) : checkMigrated(opened.dataSource, schema))
      if (queue) await requireQueue(opened.dataSource, queue)
      return opened
    } catch (error) {
      await opened.close()
      throw error
    }
  }

  function dataSource(): DataSource {
    if (open) return open.dataSource
    throw new ThreadlineError('not_ready', 'The storage is not started: call start() first.')
  }

  async function track<Result>(work: Promise<Result>): Promise<Result> {
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }

  return {
    schema,
    ...(queue && { wakes: queue }),
    dataSource,
    async start() {
      connected ??= begin()
      try {
        open = await connected
      } catch (error) {
        connected = undefined
        throw databaseError(error, name)
      }
    },
    async stop() {
      const closing = await connected?.catch(() => undefined)
      open = undefined
      connected = undefined
      await Promise.allSettled(running)
      await closing?.close()
    },
    async transaction(workspaceId, work) {
      const settings = { afterConnect: open?.afterConnect, queue: queue?.target }
      try {
        return await track(
          inTransaction(dataSource(), workspaceId, (session) => work(transactionIn(session)), settings),
        )
      } finally {
        open?.afterTransaction?.()
      }
    },
    waitingLanes: async (workspaceId, by, limit) => track(findWaitingLanes(dataSource(), workspaceId, by, limit)),
  }
}

/** Every commit with something to do would fail on a queue that is elsewhere. */
async function requireQueue(dataSource: DataSource, queue: PostgresQueue): Promise<void> {
  await queue.ready()
  const signature = `${quote(queue.target.schema)}.threadline_wake(text, text[], double precision[], smallint[])`
  const [found] = await dataSource.query<{ isThere: boolean }[]>(
    'SELECT to_regprocedure($1) IS NOT NULL AS "isThere"',
    [signature],
  )
  if (found?.isThere) return
  throw new ThreadlineError('configuration.invalid', 'The queue that the storage was given is on another database.')
}
