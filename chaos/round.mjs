import { setTimeout as pause } from 'node:timers/promises'
import { seededRandom, startSandbox } from '@threadline/sandbox'
import { startBalancer } from './balancer.mjs'
import { postsOf } from './broadcast-ledger.mjs'
import { reportsOf } from './broadcasts.mjs'
import { serviceClock } from './clocks.mjs'
import { drain, whenServing } from './drain.mjs'
import { compare } from './ledger.mjs'
import { createLoad } from './load.mjs'
import { createLures } from './lures.mjs'
import { settingsFor } from './settings.mjs'
import { ownRoots } from './shown.mjs'
import { perform } from './strikes.mjs'
import { startWire } from './wire.mjs'

const number = '+14155550100'

/**
 * When a sender whose webhook was not accepted comes again, for longer than any restart takes. In the end not too often: on a
 * busy machine hundreds of webhooks that come every moment keep each other from being answered.
 */
const retryDelaysMs = [0, 500, 1_000, 2_000, 4_000, 8_000, ...Array.from({ length: 100 }, () => 12_000)]

/**
 * One sandbox and one database, struck over and over under load, then left in peace and compared.
 *
 * @param nextStrike - says what to do next, see {@link perform}; `undefined` ends the round
 * @param onStrike - told of each, once what was struck is back
 */
export async function playRound(options) {
  const { contacts, drainWithinMs, nextStrike, onStrike, openDatabase, pauseMs, replicas, seed } = options
  const random = seededRandom(seed)
  const time = { scale: options.timeScale, since: Date.now() }
  const clock = serviceClock(time)
  const { now } = clock
  const database = await openDatabase()
  const sandbox = await startSandbox({
    seed,
    clock,
    slack: { retryDelaysMs },
    carrier: { numbers: [{ number, wire: options.provider }], retryDelaysMs },
  })
  const wires = { slack: await startWire(sandbox.url), carrier: await startWire(sandbox.url) }
  const balancer = await startBalancer({ now, provider: options.provider })
  const fleet = []
  try {
    addRateLimits(sandbox)
    const settings = settingsFor({ ...options, balancer, database, number, sandbox, time, wires })
    const startHost = (how) => options.hosts.start(settings, how)
    for (let index = 0; index < replicas; index += 1) fleet.push(await startHost())
    balancer.use(fleet)
    sandbox.connect({
      chatWebhookUrl: `${balancer.url}/threadline/chat`,
      smsWebhookUrl: `${balancer.url}/threadline/sms/${options.provider}`,
    })
    const load = createLoad({ sandbox, balancer, number, now, random, contacts, pauseMs })
    await pause(500)
    const round = {
      fleet,
      returning: new Set(),
      random,
      startHost,
      database,
      progress: balancer.taken,
      lures: createLures({ sandbox, load, calm: () => addRateLimits(sandbox) }),
      isServing: () => whenServing(balancer),
      patienceMs: settings.timeoutMs,
      services: servicesOf(sandbox, wires),
      afterOutage: () => addRateLimits(sandbox),
    }
    const report = (strike) => onStrike({ ...strike, ...load.count() })
    for (let strike = nextStrike(random); strike; strike = nextStrike(random)) await perform(strike, round, report)
    await Promise.all(round.returning)
    await load.stop(drainWithinMs)
    await round.lures.over()
    sandbox.faults.slack.clear()
    sandbox.faults.carrier.clear()
    const isPosted = (lane) =>
      load.broadcasts.some(({ id, name }) => lane === `progress:${id}` && postsOf(name, ownRoots(sandbox)).length > 0)
    const drained = await drain({ balancer, isPosted, now, sandbox }, drainWithinMs)
    const broadcasts = await reportsOf(balancer, load.broadcasts)
    const fallen = options.hosts.fallen().splice(0)
    return {
      ...drained,
      ...load.count(),
      fallen,
      untaken: load.untaken(),
      found: compare(sandbox, load.people, broadcasts),
    }
  } finally {
    await Promise.all(fleet.map((replica) => replica?.kill()))
    await balancer.stop()
    await Promise.all(Object.values(wires).map((wire) => wire.stop()))
    await sandbox.stop()
    await database.close()
  }
}

function servicesOf({ faults }, wires) {
  return {
    slack: { faults: faults.slack, wire: wires.slack },
    carrier: { faults: faults.carrier, wire: wires.carrier },
  }
}

/** A call now and then is asked to come again, so that lanes have something to wait for. */
function addRateLimits({ faults }) {
  const rule = { on: /./, fault: { type: 'rate-limit', retryAfterMs: 1_000 }, chance: 0.01 }
  for (const side of [faults.slack, faults.carrier]) {
    side.clear()
    side.add(rule)
  }
}
