// Strikes a host, its database or a service under load, over and over, and compares what Slack and the carrier hold with what was put in.
//
//   npm run chaos -- --runs 100 --storage postgres --replicas 3 --json
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hostFileFor } from './bundle.mjs'
import { createDatabases } from './database.mjs'
import { readOptions, usage } from './options.mjs'
import { planStrikes } from './plan.mjs'
import { createReplicas } from './replica.mjs'
import { createReport } from './report.mjs'
import { playRound } from './round.mjs'

const options = read()
if (options) await main(options)
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

async function main(options) {
  const { perRound, runs } = options
  const report = createReport(options)
  const folder = makeFolder()
  const databases = await createDatabases(options.storage, folder, options.strike === 'database')
  const hosts = createReplicas(await hostFileFor(options), options)
  const leave = () => void databases.stop().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, leave)
  try {
    for (let done = 0, round = 1; done < runs; done += perRound, round += 1) {
      const nextStrike = planStrikes(done, Math.min(perRound, runs - done), options)
      const onStrike = (strike) => report.run(round, strike)
      const seed = options.seed + round - 1
      const openDatabase = databases.open
      report.round(round, await playRound({ ...options, seed, hosts, openDatabase, nextStrike, onStrike }))
    }
  } finally {
    await hosts.stop()
    await databases.stop()
  }
  process.exitCode = report.end() ? 0 : 1
}

/** A folder that goes when this process ends. Readable to all: as root the database server runs as another user. */
function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'threadline-chaos-'))
  chmodSync(folder, 0o755)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
