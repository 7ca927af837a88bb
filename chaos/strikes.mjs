import { setTimeout as pause } from 'node:timers/promises'
import { sufferOutage } from './outage.mjs'

const hitWithinMs = 4_000

/**
 * Does one thing to a round, and resolves when whatever was struck is back.
 *
 * @param strike - `{ kind: 'moment', afterMs }`, `{ kind: 'step', step, count }` or `{ kind: 'starting', afterMs,
 *   startingMs }` (killed once more while it starts) kills a host; `{ kind: 'database-killed' | 'database-restarted',
 *   afterMs, awayMs }`; `{ kind: 'outage', of, afterMs, awayMs }` takes a service away
 * @returns the strike, with what came of it
 */
export async function perform(strike, round) {
  switch (strike.kind) {
    case 'database-killed':
    case 'database-restarted':
      return strikeDatabase(strike, round)
    case 'outage':
      return strikeService(strike, round)
    default:
      return strikeHost(strike, round)
  }
}

/** Kills one host and starts it again. */
async function strikeHost(strike, { fleet, random, startHost }) {
  const index = Math.floor(random() * fleet.length)
  const isHit = await die(fleet[index], strike)
  const diedAtMs = performance.now()
  if (strike.kind === 'starting') {
    const doomed = await startHost({ dieAfterMs: strike.startingMs })
    await doomed.died
  }
  fleet[index] = await startHost()
  return { ...strike, isHit, replica: index, backAfterMs: since(diedAtMs) }
}

/** Whether it died where it was meant to; a step that nobody came by is made up for by a kill at once. */
async function die(victim, { afterMs, count, kind, step }) {
  if (kind === 'step') {
    victim.arm(step, count)
    await Promise.race([victim.died, pause(hitWithinMs)])
  } else {
    await pause(afterMs)
  }
  const isHit = kind !== 'step' || !victim.isAlive()
  await victim.kill()
  return isHit
}

/** Takes the database server away from under the hosts, by force or in good order, and starts it again. */
async function strikeDatabase(strike, { database, isServing }) {
  await pause(strike.afterMs)
  await database.stop(strike.kind === 'database-killed')
  await pause(strike.awayMs)
  const startedAtMs = performance.now()
  await database.start()
  await isServing()
  return { ...strike, isHit: true, backAfterMs: since(startedAtMs) }
}

async function strikeService(strike, { afterOutage, isServing, patienceMs, services }) {
  await pause(strike.afterMs)
  await sufferOutage(services[strike.of], strike.awayMs, patienceMs)
  const overAtMs = performance.now()
  afterOutage()
  await isServing()
  return { ...strike, isHit: true, backAfterMs: since(overAtMs) }
}

const since = (ms) => Math.round(performance.now() - ms)
