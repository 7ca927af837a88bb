import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll } from 'vitest'
import { startServer, type TestServer } from './server.js'

export interface TestDatabase {
  readonly url: string
  /** Drops it, whoever is still connected. */
  close(): Promise<void>
}

let server: Promise<TestServer> | undefined

afterAll(async () => {
  await (await server)?.stop()
  server = undefined
})

/**
 * Makes an empty database: on the server of `DATABASE_URL`, whose role may create databases, or on one that is started
 * for this test file.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const serverUrl = await serverUrlOf()
  const name = `threadline_test_${randomBytes(6).toString('hex')}`
  await runOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  const url = new URL(serverUrl)
  url.pathname = name
  return { url: url.href, close: () => runOn(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** Runs one statement on a connection of its own. */
export async function runOn(url: string, sql: string, values: readonly unknown[] = []): Promise<void> {
  await rowsOn(url, sql, values)
}

/** Reads rows on a connection of its own: the second way to see what a storage has done. */
export async function rowsOn<Row = Record<string, unknown>>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(sql, [...values])
    return rows as Row[]
  } finally {
    await client.end()
  }
}

async function serverUrlOf(): Promise<string> {
  const given = process.env['DATABASE_URL']
  if (given) return given
  server ??= startServer()
  return (await server).url
}
