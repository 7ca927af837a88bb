import { withDatabases } from '../databases.mjs'
import { median } from '../measure.mjs'
import { onScene } from '../scene.mjs'
import { circumstances } from '../show.mjs'
import { isFaultless } from '../summarize.mjs'

const parts = 20
/**
 * What is left in memory after a collection may not grow by more than a fifth from the second quarter of the run to the
 * last: a leak of 200 bytes per message is seen in a run of 100,000.
 */
const mostGrowth = 1.2

/**
 * One process and many messages, texts and replies in turn, so many of a hundred being replies.
 *
 * @returns what it held in memory after each twentieth, and `ok` when that stayed flat and nothing was lost
 */
export async function runLong(options, print) {
  const [contestant] = options.contestants
  return withDatabases([contestant.storage], async (databases) => {
    const database = await databases[contestant.storage].open()
    // Nothing is announced by cards, however long it takes.
    const env = { notificationWindowMs: 24 * 60 * 60_000 }
    const scene = { contestant, database, env, world: { plant: options.plant } }
    const { found, samples } = await onScene(scene, (at) => play(at, options, print))
    await database.close()
    const growth = growthOf(samples.map(({ heapMb }) => heapMb))
    const ok = growth <= mostGrowth && isFaultless(found)
    return { type: 'summary', mode: 'long', ok, growth, mostGrowth, found, samples, circumstances: circumstances() }
  })
}

async function play({ hosts, world }, { clients, contacts, long, patienceMs, replies: share }, print) {
  const how = { clients, contacts, patienceMs, phase: 'long' }
  await world.ask('say', { ...how, side: 'inbound', messages: contacts })
  const samples = [{ messages: contacts, ...(await hosts.memory()) }]
  const each = Math.max(Math.ceil(long / parts), 1)
  const replies = Math.round((each * share) / 100)
  for (let part = 1; part <= parts; part += 1) {
    const texts = each - replies
    const { tookMs } = await world.ask('say', { ...how, side: 'inbound', messages: texts })
    if (replies > 0) await world.ask('say', { ...how, side: 'replies', messages: replies })
    const sample = {
      messages: contacts + part * each,
      perSecond: texts / (tookMs / 1_000),
      ...(await hosts.memory()),
    }
    samples.push(sample)
    const words = `${sample.messages} messages: heap ${sample.heapMb.toFixed(1)} MB, resident ${Math.round(sample.rssMb)} MB`
    print({ type: 'sample', words, ...sample })
  }
  return { samples, found: await world.ask('check', 'long') }
}

function growthOf(heaps) {
  const quarter = Math.floor(heaps.length / 4)
  return median(heaps.slice(-quarter)) / median(heaps.slice(quarter, 2 * quarter))
}
