import type { Logger } from '@threadline/core'
import type { Pool } from 'pg'
import { errorName } from './error-name.js'
import { installQueue } from './install.js'
import type { QueueSettings } from './options.js'

/** The database of a queue, opened and brought up to date on first use. */
export interface QueueDatabase {
  pool(): Promise<Pool>
  /** Brings it up to date once more, or finds that it is too new. */
  install(): Promise<void>
  /** Calls one of the queue's own functions and returns its value. */
  call<Value>(name: string, ...values: readonly unknown[]): Promise<Value>
  rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]>
  /** Ends the pool, when it is ours. The next use opens it anew. */
  close(): Promise<void>
}

export function createQueueDatabase(settings: QueueSettings): QueueDatabase {
  const { logger, schema } = settings
  let opened: Promise<OpenPool> | undefined

  async function open(): Promise<OpenPool> {
    const open = settings.pool ? watch(settings.pool, logger) : await connect(settings)
    try {
      await installQueue(open.pool, schema, logger)
      return open
    } catch (error) {
      await open.close()
      throw error
    }
  }

  async function pool(): Promise<Pool> {
    const opening = (opened ??= open())
    try {
      return (await opening).pool
    } catch (error) {
      if (opened === opening) opened = undefined
      throw error
    }
  }

  async function rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const result = await (await pool()).query(sql, [...values])
    return result.rows as Row[]
  }

  return {
    pool,
    install: async () => installQueue(await pool(), schema, logger),
    rows,
    async call<Value>(name: string, ...values: readonly unknown[]) {
      const places = values.map((_value, index) => `$${index + 1}`).join(', ')
      const [row] = await rows<{ readonly value: Value }>(`select "${schema}".${name}(${places}) as value`, values)
      return row?.value as Value
    },
    async close() {
      const closing = opened
      opened = undefined
      // One that never opened has nothing to close.
      await (await closing?.catch(() => undefined))?.close()
    },
  }
}

interface OpenPool {
  readonly pool: Pool
  close(): Promise<void>
}

/** Six connections: one listens, one fetches, and the rest wake, take and release. */
async function connect({ logger, url }: QueueSettings): Promise<OpenPool> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max: 6,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    application_name: 'threadline-queue',
  })
  watch(pool, logger)
  // Its connections may still break while they end, so it is watched to the last.
  return { pool, close: () => pool.end() }
}

/** A connection that breaks says so by an event that ends the process when nobody listens. Whoever uses it sees it too. */
function watch(pool: Pool, logger: Logger): OpenPool {
  const onError = (error: unknown): void =>
    logger.warn({ error: errorName(error) }, 'A database connection of the queue broke.')
  const onConnect = (client: { on(event: 'error', listener: (error: unknown) => void): unknown }): void =>
    void client.on('error', onError)
  pool.on('error', onError)
  pool.on('connect', onConnect)
  return {
    pool,
    async close() {
      pool.off('error', onError)
      pool.off('connect', onConnect)
    },
  }
}
