import pg from 'pg'

export interface CutPool {
  readonly pool: pg.Pool
  /** Whether the failure has happened. */
  isCut(): boolean
}

/** A pool in which the first statement that contains `part` fails, as if the connection had been cut. */
export function poolThatFailsOnce(url: string, part: string): CutPool {
  const pool = new pg.Pool({ connectionString: url, max: 5 })
  let isCut = false
  // It is the host's: once the queue has stopped, nobody else listens while the database is dropped behind its last connections.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    const query: unknown = client.query.bind(client)
    if (typeof query !== 'function') return
    client.query = (...values: readonly unknown[]) => {
      if (isCut || !JSON.stringify(values[0]).includes(part)) return query(...values)
      isCut = true
      return fail(values.at(-1))
    }
  })
  return { pool, isCut: () => isCut }
}

/** A pool calls its clients with a callback at the end, others wait for what they return. */
function fail(callback: unknown): Promise<never> | undefined {
  const error = new Error('cut')
  if (typeof callback !== 'function') return Promise.reject(error)
  setImmediate(() => callback(error))
  return undefined
}
