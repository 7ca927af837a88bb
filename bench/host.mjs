// One contestant in a process of its own, so that what it costs can be told from what the load costs.
import { createRequire } from 'node:module'
import { answer } from './process.mjs'

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
    return { cpuMs: (system + user) / 1_000, statements, memoryMb: process.memoryUsage.rss() / 1_048_576 }
  },
  async stop() {
    await contestant?.stop()
  },
})

/** Whatever a contestant keeps its state with, it talks to PostgreSQL and to PGlite through the driver that it finds. */
function countStatements(pg) {
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (...args) {
    statements += 1
    return query.apply(this, args)
  }
}
