import { setTimeout as pause } from 'node:timers/promises'
import { sufferOutage } from './outage.mjs'
import { trap } from './trap.mjs'

/** On a busy machine a moment is not long enough for anything to happen in it. */
const momentEndsAfterMs = 10_000

/**
 * Does one thing to a round. Resolves when the next thing may be done to it: a host comes back by itself, and others may be
 * killed meanwhile, all of them at once even.
 *
 * @param strike - `{ kind: 'moment', afterRequests, afterMs }`, `{ kind: 'step', step, count }` or
 *   `{ kind: 'starting', afterRequests, afterMs, startingMs }` (killed once more while it starts) kills a host; `{ kind: 'database-killed' | 'database-restarted',
 *   afterMs, awayMs }`; `{ kind: 'outage', of, afterMs, awayMs }` takes a service away
 * @param report - told of the strike, with what came of it, when whatever was struck is back; twice of a step at which two
 *   hosts died in the same moment
 */
export async function perform(strike, round, report) {
  switch (strike.kind) {
    case 'database-killed':
    case 'database-restarted':
      return report(await strikeDatabase(strike, round))
    case 'outage':
      return report(await strikeService(strike, round))
    default:
      return strikeHost(strike, round, report)
  }
}

/** Kills one of the hosts that live, and has it started again. */
async function strikeHost(strike, round, report) {
  const { fleet, returning } = round
  while (!fleet.some((host) => host.isAlive())) await Promise.race(returning)
  const { isHit, victims } = strike.kind === 'step' ? await dieAtStep(strike, round) : await dieAtMoment(strike, round)
  for (const victim of victims) {
    const back = bringBack(strike, fleet.indexOf(victim), round).then((result) => {
      returning.delete(back)
      report({ ...result, isHit })
    })
    returning.add(back)
  }
}

async function bringBack(strike, replica, round) {
  const { fleet, startHost } = round
  const diedAtMs = performance.now()
  if (strike.kind === 'starting') {
    const doomed = await startHost({ dieAfterMs: strike.startingMs })
    await doomed.died
  }
  fleet[replica] = await startHost()
  round.trap?.(fleet[replica])
  return { ...strike, replica, backAfterMs: since(diedAtMs) }
}

async function dieAtMoment({ afterMs, afterRequests }, round) {
  const victim = oneOf(round)
  await progressed(round.progress, afterRequests, momentEndsAfterMs, victim)
  await pause(afterMs)
  await victim.kill()
  return { isHit: true, victims: [victim] }
}

/** A step that nobody came by is made up for by a kill at once. */
async function dieAtStep(strike, round) {
  const victims = await trap(strike, round)
  if (victims.length > 0) return { isHit: true, victims }
  const victim = oneOf(round)
  await victim.kill()
  return { isHit: false, victims: [victim] }
}

function oneOf({ fleet, random }) {
  const living = fleet.filter((host) => host.isAlive())
  return living[Math.floor(random() * living.length)]
}

/** Resolves when so many more requests have been taken, or after a while. */
async function progressed(progress, requests, withinMs, victim) {
  const [before, startedAtMs] = [progress(), performance.now()]
  while (progress() < before + requests && since(startedAtMs) < withinMs && victim.isAlive()) await pause(5)
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
