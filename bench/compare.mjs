import { join } from 'node:path'
import { withDatabases } from './databases.mjs'
import { playFoul } from './foul.mjs'
import { measurePgbench, measureRaw, measureRawPglite, rawStatements } from './raw.mjs'
import { rotated } from './rotated.mjs'
import { circumstances } from './show.mjs'
import { summarize } from './summarize.mjs'
import { playTurn } from './turn.mjs'

/**
 * Everybody has the same job, in fair weather and in foul.
 *
 * @param print - is given each turn as it ends
 * @returns what it comes to
 */
export async function compare(options, print) {
  const { contestants, foul, runs, withRaw } = options
  const turns = []
  const add = (turn) => {
    turns.push(turn)
    print(turn)
  }
  await withDatabases(new Set(contestants.map(({ storage }) => storage)), async (databases, makeFolder) => {
    for (let run = 1; run <= runs; run += 1) {
      for (const contestant of rotated(contestants, run - 1)) {
        const turn = await playTurn(contestant, options, databases)
        const rates = `${Math.round(turn.inbound.perSecond)} texts/s, ${Math.round(turn.replies.perSecond)} replies/s`
        add({ type: 'turn', run, name: contestant.name, words: `run ${run}: ${contestant.name}, ${rates}`, ...turn })
      }
      if (withRaw)
        for (const raw of await measureBare(databases, makeFolder, options)) add({ type: 'raw', run, ...raw })
    }
    for (let run = 1; run <= foul; run += 1) {
      for (const contestant of rotated(contestants, run - 1)) {
        const words = `in foul weather: ${contestant.name}`
        add({ type: 'foul', run, name: contestant.name, words, ...(await playFoul(contestant, options, databases)) })
      }
    }
  })
  return { type: 'summary', mode: 'compare', ...summarize(contestants, turns), circumstances: circumstances() }
}

async function measureBare({ pglite, postgres }, makeFolder, { clients, messages }) {
  const found = []
  const add = (name, perSecond) => {
    if (perSecond !== undefined) found.push({ name, perSecond, words: `${name}: ${Math.round(perSecond)}/s` })
  }
  if (postgres) {
    const database = await postgres.open()
    const url = database.settings.databaseUrl
    const how = `${clients} connections, ${rawStatements} statements`
    add(`PostgreSQL by pg, ${how}`, await measureRaw(url, { clients, messages }))
    add(`PostgreSQL by pgbench, ${how}`, await measurePgbench(url, makeFolder(), { clients, seconds: 3 }))
    await database.close()
  }
  if (pglite) {
    const database = await pglite.open()
    add('PGlite in a folder', await measureRawPglite(join(database.settings.folder, 'raw'), { messages }))
    await database.close()
  }
  return found
}
