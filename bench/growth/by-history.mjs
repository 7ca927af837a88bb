import { measure } from '../measure.mjs'
import { onScene } from '../scene.mjs'
import { mediansOf, sumOf } from '../summarize.mjs'
import { fillHistory, onConnection, partakers, wakeUp } from './history.mjs'
import { rotated } from '../rotated.mjs'

/** What a message costs with the longest history may be half as much again as with the shortest; above that it grows. */
export const mostRatio = 1.5

/** How it goes with so many conversations in the database, of which those that take part are some. */
export async function growByHistory(scene, options, databases, print) {
  const { runs, sizes } = options
  const filled = []
  try {
    for (const conversations of sizes) filled.push(await openFilled(scene, conversations, databases, print))
    const turns = []
    for (let run = 1; run <= runs; run += 1) {
      for (const one of rotated(filled, run - 1)) {
        // A database without a history has one after its first run.
        const isUsedUp = one.conversations === 0 && run > 1
        const on = isUsedUp ? await openFilled(scene, 0, databases, print) : one
        turns.push({ ...one, ...(await play(scene, on, options, print, run)) })
        if (isUsedUp) await on.database.close()
      }
    }
    const rows = filled.map((one) => rowOf(one, turns))
    const [first] = rows
    for (const row of rows)
      row.ratios = { inbound: ratio(row, first, 'inbound'), replies: ratio(row, first, 'replies') }
    return { mostRatio, rows }
  } finally {
    for (const { database } of filled) await database.close()
  }
}

async function openFilled(scene, conversations, databases, print) {
  const database = await databases.postgres.open()
  const url = database.settings.databaseUrl
  // The product makes its tables itself.
  await onScene({ ...scene, database }, async () => {})
  const startedAtMs = performance.now()
  const diskMb = await fillHistory(url, conversations)
  const tookMs = performance.now() - startedAtMs
  const words = `${conversations} conversations filled in ${Math.round(tookMs / 1_000)} s, ${Math.round(diskMb)} MB`
  print({ type: 'filled', words, conversations, diskMb, tookMs })
  return { conversations, database, diskMb }
}

async function play(scene, { conversations, database }, options, print, run) {
  const { clients, contacts, messages, patienceMs, warm } = options
  const list = partakers(conversations, contacts)
  await wakeUp(database.settings.databaseUrl, list)
  return onScene({ ...scene, database }, async (at) => {
    const how = { clients, contacts, messages, patienceMs, phase: 'history' }
    await at.world.ask('know', list)
    await at.world.ask('say', { ...how, side: 'inbound', messages: contacts })
    for (const side of warm > 0 ? ['inbound', 'replies'] : [])
      await at.world.ask('say', { ...how, side, messages: warm })
    const inbound = await measure(at, { ...how, side: 'inbound' })
    const replies = await measure(at, { ...how, side: 'replies' })
    const alone = await measure(at, { ...how, side: 'inbound', clients: 1, messages: Math.min(messages, 100) })
    const result = { inbound, replies, alone, found: await at.world.ask('check', 'history') }
    const words = `run ${run}: ${conversations} conversations, ${Math.round(inbound.perSecond)} texts/s`
    print({ type: 'history', words, run, conversations, ...result })
    return result
  })
}

function rowOf({ conversations, diskMb }, turns) {
  const own = turns.filter((turn) => turn.conversations === conversations)
  return {
    conversations,
    diskMb,
    ...mediansOf(own, ['inbound', 'replies', 'alone']),
    found: sumOf(own.map(({ found }) => found)),
  }
}

const costOf = ({ cpuMs, serverCpuMs = 0 }) => cpuMs + serverCpuMs
const ratio = (row, first, side) => costOf(row[side]) / costOf(first[side])

/**
 * Rows of a whole history come into tables in the transaction that empties them, which the server then need not log. That
 * changes nothing for what is measured.
 */
export async function tuneForFilling(databases) {
  const database = await databases.postgres.open()
  const settings = { wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '4GB' }
  await onConnection(database.settings.databaseUrl, async (client) => {
    for (const [name, value] of Object.entries(settings)) await client.query(`ALTER SYSTEM SET ${name} = '${value}'`)
  })
  await database.stop()
  await database.start()
  await database.close()
}
