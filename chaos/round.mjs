import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom, startSandbox } from '@threadline/sandbox'
import { startBalancer } from './balancer.mjs'
import { compare } from './ledger.mjs'
import { createLoad } from './load.mjs'
import { startReplica } from './replica.mjs'

const number = '+14155550100'
const hitWithinMs = 4_000

/** How often a sender whose webhook was not accepted comes again: longer than any restart takes. */
const retryDelaysMs = [0, ...Array.from({ length: 300 }, () => 250)]

/**
 * One sandbox and one database, killed over and over under load, then left in peace and compared.
 *
 * @param nextKill - says what to do next: `{ kind: 'moment', afterMs }`, `{ kind: 'step', step, count }` or
 *   `{ kind: 'starting', afterMs, startingMs }` (killed once more while it starts); `undefined` ends the round
 * @param onKill - told of each kill, once the host is back
 */
export async function playRound(options) {
  const { contacts, drainWithinMs, nextKill, onKill, openDatabase, pauseMs, replicas, sabotage, seed } = options
  const random = seededRandom(seed)
  const database = await openDatabase()
  const sandbox = await startSandbox({
    seed,
    slack: { retryDelaysMs },
    carrier: { numbers: [{ number }], retryDelaysMs },
  })
  const balancer = await startBalancer()
  const fleet = []
  try {
    addRateLimits(sandbox)
    const settings = { ...settingsOf(sandbox, balancer, database), sabotage }
    for (let index = 0; index < replicas; index += 1) fleet.push(await startReplica(settings))
    balancer.use(fleet)
    sandbox.connect({
      chatWebhookUrl: `${balancer.url}/threadline/chat`,
      smsWebhookUrl: `${balancer.url}/threadline/sms/twilio`,
    })
    const load = createLoad({ sandbox, balancer, number, random, contacts, pauseMs })
    await pause(500)
    for (let kill = nextKill(random); kill; kill = nextKill(random)) {
      onKill({ ...(await strike(fleet, Math.floor(random() * fleet.length), kill, settings)), ...load.count() })
    }
    await load.stop(drainWithinMs)
    sandbox.faults.slack.clear()
    sandbox.faults.carrier.clear()
    const drained = await drain(sandbox, balancer, drainWithinMs)
    return { ...drained, ...load.count(), untaken: load.untaken(), found: compare(sandbox, load.people) }
  } finally {
    await Promise.all(fleet.map((replica) => replica?.kill()))
    await balancer.stop()
    await sandbox.stop()
    await database.close()
  }
}

/** Kills one host and starts it again. */
async function strike(fleet, index, kill, settings) {
  const isHit = await die(fleet[index], kill)
  const diedAtMs = performance.now()
  if (kill.kind === 'starting') {
    const doomed = await startReplica(settings, { dieAfterMs: kill.startingMs })
    await doomed.died
  }
  fleet[index] = await startReplica(settings)
  return { ...kill, isHit, replica: index, backAfterMs: Math.round(performance.now() - diedAtMs) }
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

function settingsOf(sandbox, balancer, database) {
  const { botToken, signingSecret, teamId } = sandbox.slack.identity
  const { accountSid, authToken } = sandbox.carrier
  return {
    ...database.settings,
    publicUrl: balancer.url,
    number,
    notificationWindowMs: 2_000,
    leaseMs: 4_000,
    queueLeaseMs: 2_000,
    slack: { teamId, credentials: { botToken, signingSecret, apiUrl: sandbox.slackApiUrl } },
    carrier: { accountSid, authToken, apiUrl: sandbox.carrierApiUrl },
  }
}

/** A call now and then is asked to come again, so that lanes have something to wait for. */
function addRateLimits({ faults }) {
  const rule = { on: /./, fault: { type: 'rate-limit', retryAfterMs: 1_000 }, chance: 0.01 }
  faults.slack.add(rule)
  faults.carrier.add(rule)
}

/** Waits until the outbox is empty and nobody comes again. What is still there after a while is stuck. */
async function drain(sandbox, balancer, drainWithinMs) {
  const startedAtMs = performance.now()
  let calm = 0
  let left = await waiting(balancer)
  while (calm < 3 && performance.now() - startedAtMs < drainWithinMs) {
    await pause(500)
    await sandbox.settled()
    left = await waiting(balancer)
    calm = left.lanes.length === 0 ? calm + 1 : 0
  }
  const stuck = left.lanes.map(({ dueAt, lane }) => `${lane} is due at ${dueAt}`)
  return { drainedAfterMs: Math.round(performance.now() - startedAtMs), stuck, deadEffects: left.deadEffects }
}

async function waiting(balancer) {
  const replica = balancer.next()
  const answer = await fetch(`${replica.url}/chaos/waiting`, { signal: AbortSignal.timeout(30_000) })
  if (!answer.ok) throw new Error(`The host could not say what waits: ${await answer.text()}`)
  return answer.json()
}
