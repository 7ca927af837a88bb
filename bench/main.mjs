// Puts contestants side by side: the same job, the same world around each, on the same machine in the same run.
//
//   npm run bench -- --json
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabases } from '../chaos/database.mjs'
import { readOptions, usage } from './options.mjs'
import { installOthers } from './others.mjs'
import { measurePgbench, measureRaw, measureRawPglite, rawStatements } from './raw.mjs'
import { createReport } from './report.mjs'
import { playTurn } from './turn.mjs'

const options = read()
if (options && ready(options)) await main(options)
else if (!process.exitCode) console.log(usage)

function read() {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

function ready({ contestants }) {
  try {
    if (contestants.some(({ module }) => module.startsWith('./others/'))) installOthers()
    return true
  } catch (error) {
    console.error(error.message)
    process.exitCode = 2
    return false
  }
}

async function main(options) {
  const folder = makeFolder()
  const databases = {}
  const storages = new Set(options.contestants.map(({ storage }) => storage))
  const report = createReport(options)
  try {
    // The server writes through to the disk, as in real life.
    for (const storage of storages) databases[storage] = await createDatabases(storage, folder, true)
    for (let run = 1; run <= options.runs; run += 1) {
      for (const contestant of rotated(options.contestants, run - 1)) {
        report.turn(run, contestant.name, await playTurn(contestant, options, databases))
      }
      if (options.withRaw) await measureBare(run, databases, report, options)
    }
  } finally {
    for (const database of Object.values(databases)) await database.stop()
  }
  process.exitCode = report.end() ? 0 : 1
}

/** Everybody comes first, second and last: a machine that gets hot or busy is so for all of them. */
function rotated(list, by) {
  return list.map((_, index) => list[(index + by) % list.length])
}

async function measureBare(run, { pglite, postgres }, report, { clients, messages }) {
  if (postgres) {
    const database = await postgres.open()
    const url = database.settings.databaseUrl
    const how = `${clients} connections, ${rawStatements} statements`
    report.raw(run, `PostgreSQL by pg, ${how}`, await measureRaw(url, { clients, messages }))
    const pgbench = await measurePgbench(url, makeFolder(), { clients, seconds: 3 })
    report.raw(run, `PostgreSQL by pgbench, ${how}`, pgbench)
    await database.close()
  }
  if (!pglite) return
  const database = await pglite.open()
  report.raw(run, 'PGlite in a folder', await measureRawPglite(join(database.settings.folder, 'raw'), { messages }))
  await database.close()
}

/** A folder that goes when this process ends. Readable to all: as root the database server runs as another user. */
function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'threadline-bench-'))
  chmodSync(folder, 0o755)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
