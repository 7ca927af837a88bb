import { measure } from '../measure.mjs'
import { rotated } from '../rotated.mjs'
import { onScene } from '../scene.mjs'
import { mediansOf, sumOf } from '../summarize.mjs'

/** How it goes when the same texts come to so many lines, each with a number and a channel of its own. */
export async function growByLines(scene, options, databases, print) {
  const turns = []
  for (let run = 1; run <= options.runs; run += 1) {
    for (const lines of rotated(options.lines, run - 1)) {
      const turn = await play(scene, lines, options, databases)
      turns.push({ lines, ...turn })
      print({ type: 'lines', words: wordsOf(run, lines, turn), run, lines, ...turn })
    }
  }
  const rows = options.lines.map((lines) => {
    const own = turns.filter((turn) => turn.lines === lines)
    return { lines, ...mediansOf(own, ['inbound', 'replies', 'alone']), found: sumOf(own.map(({ found }) => found)) }
  })
  return { rows }
}

const wordsOf = (run, lines, { inbound }) => `run ${run}: lines ${lines}, ${Math.round(inbound.perSecond)} texts/s`

async function play(scene, lines, { clients, contacts, messages, patienceMs }, databases) {
  const database = await databases.postgres.open()
  try {
    return await onScene({ ...scene, database, world: { ...scene.world, lines } }, async (at) => {
      const how = { clients, contacts, messages, patienceMs, phase: 'lines' }
      await at.world.ask('say', { ...how, side: 'inbound', messages: contacts })
      const inbound = await measure(at, { ...how, side: 'inbound' })
      const replies = await measure(at, { ...how, side: 'replies' })
      const alone = await measure(at, { ...how, side: 'inbound', clients: 1, messages: Math.min(messages, 100) })
      return { inbound, replies, alone, found: await at.world.ask('check', 'lines') }
    })
  } finally {
    await database.close()
  }
}
