import { setTimeout as pause } from 'node:timers/promises'

/** How a service is away, one way after the other, each for its part of the outage. */
const ways = [
  { way: 'connections refused', part: 0.4 },
  { way: 'errors', part: 0.3 },
  { way: 'slow', part: 0.3 },
]

/**
 * Keeps a service from the hosts for a while: first no connection comes about, then every call is answered by a 503, then
 * calls take effect and are answered late, half of them later than anybody waits.
 *
 * @param ms - milliseconds on the wall
 * @param patienceMs - how long the hosts wait for an answer
 */
export async function sufferOutage({ faults, wire }, ms, patienceMs) {
  for (const { way, part } of ways) {
    if (way === 'connections refused') await wire.cut()
    if (way === 'errors') faults.add({ on: /./, fault: { type: 'error', status: 503 } })
    if (way === 'slow') for (const rule of slowness(patienceMs)) faults.add(rule)
    await pause(ms * part)
    if (way === 'connections refused') await wire.mend()
    faults.clear()
  }
}

const slowness = (patienceMs) => [
  { on: /./, chance: 0.5, fault: { type: 'delay', ms: patienceMs * 1.5 } },
  { on: /./, fault: { type: 'delay', ms: patienceMs / 4 } },
]
