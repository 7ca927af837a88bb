// One contestant in a process of its own, so that what it costs can be told from what the load costs.
import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { answer } from './process.mjs'

let roundTrips = 0
let statements = 0
let contestant

answer({
  async start({ module, env }) {
    countStatements(createRequire(new URL(module, import.meta.url))('pg'))
    const { start } = await import(module)
    contestant = await start(env)
    return { chatUrl: contestant.chatUrl, smsUrl: contestant.smsUrl }
  },
  async usage() {
    const { system, user } = process.cpuUsage()
    const memoryMb = process.memoryUsage.rss() / 1_048_576
    return { cpuMs: (system + user) / 1_000, roundTrips, statements, memoryMb }
  },
  /** What is left in memory when whatever can go has gone. */
  async memory() {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
    const { heapUsed, rss } = process.memoryUsage()
    return { heapMb: heapUsed / 1_048_576, rssMb: rss / 1_048_576 }
  },
  async stop() {
    await contestant?.stop()
  },
})

/**
 * Whatever a contestant keeps its state with, it talks to PostgreSQL and to PGlite through the driver that it finds. What
 * travels together is separated as Threadline's batches are; everything else goes one at a time.
 */
function countStatements(pg) {
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (...args) {
    roundTrips += 1
    statements += (args[0]?.text ?? String(args[0])).split(';\n').length
    return query.apply(this, args)
  }
}
