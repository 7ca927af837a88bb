import { onScene } from './scene.mjs'

/** So long nothing may happen before a contestant that promises nothing is given up, in milliseconds. */
const shortPatienceMs = 5_000
const mostMessages = 200

/**
 * What a contestant waits after a crash before it takes over what was under way, in milliseconds. With the
 * defaults nobody would wait for the end of a turn.
 */
const waits = { timeoutMs: 3_000, callTimeoutMs: 7_000, leaseMs: 3_000, settleAfterMs: 1_500 }

/**
 * One turn in foul weather. First webhooks come twice, calls take their time, and Slack and the carrier turn some away; then,
 * in fair weather, a process is killed in the middle of the texts, and again in the middle of the replies, and started anew,
 * while senders bring again what was not taken.
 *
 * @returns what was lost, doubled, swapped or wrong: in the `storm`, and by the `kill`
 */
export async function playFoul(contestant, options, databases) {
  const database = await databases[contestant.storage].open()
  const { clients, contacts, patienceMs } = options
  const messages = Math.min(options.messages, mostMessages)
  const how = (phase) => {
    const isPatient = contestant.promises.includes(phase)
    return {
      clients,
      contacts,
      messages,
      phase,
      patienceMs: isPatient ? patienceMs : Math.min(shortPatienceMs, patienceMs),
    }
  }
  try {
    return await onScene({ contestant, database, env: { waits } }, async ({ hosts, world }) => {
      await world.ask('say', { ...how('fair'), side: 'inbound', messages: contacts })
      await world.ask('weather', 'foul')
      for (const side of sides) await world.ask('say', { ...how('storm'), side })
      await world.ask('weather', 'fair')
      const backMs = []
      for (const side of sides) backMs.push(await killDuring(hosts, world, { ...how('kill'), side }))
      return {
        storm: await world.ask('check', 'storm'),
        kill: await world.ask('check', 'kill'),
        backMs: Math.max(...backMs),
      }
    })
  } finally {
    await database.close()
  }
}

const sides = ['inbound', 'replies']

/** @returns how long it took until the process listened again, in milliseconds */
async function killDuring(hosts, world, how) {
  const saying = world.ask('say', how)
  // When the process does not come back, that is what there is to tell.
  saying.catch(() => undefined)
  await world.ask('half')
  const startedAtMs = performance.now()
  await hosts.strike()
  const backMs = performance.now() - startedAtMs
  await saying
  return backMs
}
