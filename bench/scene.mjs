import { startHosts } from './hosts.mjs'
import { startProcess } from './process.mjs'

/**
 * Sets a contestant into a world: a database, processes of its own, and the address of each for the other; and clears
 * everything away when `play` is over.
 *
 * @param opened - the database, which is not closed
 * @param world - what the world is told, `{ lines, plant }`
 * @param env - what the contestant is told beside
 */
export async function onScene({ contestant, database, env, world: ofWorld }, play) {
  const world = startProcess('world.mjs')
  const hosts = startHosts(contestant)
  try {
    const given = await world.ask('open', ofWorld)
    await world.ask(
      'connect',
      await hosts.start({ ...database.settings, ...given, variant: contestant.variant, ...env }),
    )
    const result = await play({
      hosts,
      world,
      serverPid: contestant.storage === 'postgres' ? database.pid?.() : undefined,
    })
    await hosts.end()
    return result
  } finally {
    await Promise.all([hosts.stop(), world.stop()])
  }
}
