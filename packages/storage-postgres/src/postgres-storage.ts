import { ThreadlineError } from '@threadline/core'
import type { DataSource } from 'typeorm'
import { durableStorage, type Connected, type DurableStorage } from './durable-storage.js'
import type { PostgresQueue } from './queue/postgres-queue.js'
import { checkSchema, defaultSchema } from './schema/names.js'
import { watchConnections } from './watch-connections.js'

export interface PostgresStorageSettings {
  /**
   * Schema of the tables, made when it is missing.
   *
   * @defaultValue 'threadline'
   */
  readonly schema?: string
  /**
   * Whether `start` migrates. Without it, `start` only refuses a schema of another version: for a role that may read and
   * write rows but not make tables.
   *
   * @defaultValue true
   */
  readonly migrates?: boolean
  /**
   * The queue on the same database. Its wake-ups are then stored in the very transaction that adds what there is to do, so
   * that a process that dies right after it costs no delay; and the desk needs to be given the storage only.
   *
   * @defaultValue none: the desk wakes its queue after the commit
   */
  readonly queue?: PostgresQueue
}

/** A pool of connections of our own. */
export interface PostgresUrlOptions extends PostgresStorageSettings {
  /** `postgres://user:password@host:port/database`, with `?sslmode=verify-full` where the server is not local. */
  readonly url: string
  /**
   * Most connections at a time.
   *
   * @defaultValue 10
   */
  readonly poolSize?: number
  /**
   * Milliseconds a connection may take to come about.
   *
   * @defaultValue 10000
   */
  readonly connectTimeoutMs?: number
  /**
   * Milliseconds a statement may take, waiting for locks included; 0 for as long as it takes.
   *
   * @defaultValue 30000
   */
  readonly statementTimeoutMs?: number
}

/** The connections of the host. */
export interface PostgresDataSourceOptions extends PostgresStorageSettings {
  /** An initialized TypeORM DataSource of type `postgres`. The host closes it, after `stop`. */
  readonly dataSource: DataSource
}

export type PostgresStorageOptions = PostgresUrlOptions | PostgresDataSourceOptions

/**
 * Keeps everything in PostgreSQL, in a schema of its own. Any number of processes may share it.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be used
 */
export function postgresStorage(options: PostgresStorageOptions): DurableStorage {
  const { migrates = true, queue } = options
  const schema = checkSchema(options.schema ?? defaultSchema)
  if (!('url' in options)) {
    const { dataSource } = options
    return durableStorage({ schema, migrates, queue, name: 'The database', connect: async () => borrow(dataSource) })
  }
  const name = describeUrl(options.url)
  return durableStorage({ schema, migrates, queue, name, connect: () => connectTo(options) })
}

function borrow(dataSource: DataSource): Connected {
  if (dataSource.options.type !== 'postgres') throw invalid('The dataSource must be of type postgres.')
  if (!dataSource.isInitialized) throw invalid('The dataSource must be initialized: await dataSource.initialize().')
  const unwatch = watchConnections(dataSource)
  return { dataSource, close: async () => unwatch() }
}

/** Opens a pool of connections. */
export async function connectTo(options: PostgresUrlOptions): Promise<Connected> {
  const { connectTimeoutMs = 10_000, poolSize = 10, statementTimeoutMs = 30_000, url } = options
  const { DataSource } = await import('typeorm')
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: connectTimeoutMs,
    applicationName: 'threadline',
    installExtensions: false,
    // The pool drops a connection that breaks while idle; whoever needs one next gets a new one, or an error.
    poolErrorHandler: () => undefined,
    extra: {
      keepAlive: true,
      idle_in_transaction_session_timeout: 60_000,
      ...(statementTimeoutMs > 0 && {
        statement_timeout: statementTimeoutMs,
        // When the server is silent, its own timeout does not come through.
        query_timeout: statementTimeoutMs + 5_000,
      }),
    },
  })
  await dataSource.initialize()
  watchConnections(dataSource)
  return { dataSource, close: () => dataSource.destroy() }
}

/** Host and database of a URL: what may be said of it. */
export function describeUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed?.protocol !== 'postgres:' && parsed?.protocol !== 'postgresql:') {
    throw invalid('The url must look like postgres://user:password@host:5432/database.')
  }
  return `The database "${decodeURIComponent(parsed.pathname.slice(1))}" at ${parsed.host || 'localhost'}`
}

const invalid = (message: string): ThreadlineError => new ThreadlineError('configuration.invalid', message)
