import { measure } from './measure.mjs'
import { onScene } from './scene.mjs'

/**
 * One turn of one contestant in fair weather: a new database, a new world, new processes; first a text of each contact,
 * which makes the threads and is measured only for how long the very first one took; the upkeep of the database, which
 * comes every minute by itself; texts and replies to get warm; then what is measured: texts, then replies, then at most a
 * hundred texts of one sender.
 */
export async function playTurn(contestant, options, databases) {
  const database = await databases[contestant.storage].open()
  const { clients, contacts, patienceMs, plant, through } = options
  const messages = Math.max(Math.round(options.messages * (contestant.share ?? 1)), 1)
  const how = { clients, contacts, messages, patienceMs, phase: 'fair' }
  try {
    return await onScene({ contestant, database, world: { plant, through } }, async ({ hosts, serverPid, world }) => {
      const first = { ...how, side: 'inbound', clients: 1, contacts: 1, messages: 1 }
      const { firstArrivedAt, firstTakenAt } = await world.ask('say', first)
      await world.ask('say', { ...how, side: 'inbound', messages: contacts })
      await database.settle?.()
      const warm = Math.round(options.warm * (contestant.share ?? 1))
      for (const side of warm > 0 ? ['inbound', 'replies'] : [])
        await world.ask('say', { ...how, side, messages: warm })
      const scene = { hosts, serverPid, world }
      const inbound = await measure(scene, { ...how, side: 'inbound' })
      const replies = await measure(scene, { ...how, side: 'replies' })
      const alone = await measure(scene, {
        ...how,
        side: 'inbound',
        clients: 1,
        messages: Math.min(messages, 100),
      })
      const { memoryMb } = await hosts.usage()
      return {
        inbound,
        replies,
        alone,
        memoryMb,
        start: { ackMs: firstTakenAt - hosts.startedAt(), postMs: firstArrivedAt - hosts.startedAt() },
        fair: await world.ask('check', 'fair'),
      }
    })
  } finally {
    await database.close()
  }
}
