import { serverCpuMs } from './server-cost.mjs'

/**
 * Has something said, and tells what it took. `how` is what {@link file://./world.mjs} takes.
 *
 * @param serverPid - the database server's, where its CPU can be told
 * @returns rates, waits and costs per message; waits in milliseconds
 */
export async function measure({ hosts, serverPid, world }, how) {
  const before = await costs(hosts, serverPid)
  const { acknowledgedMs, deliveredMs, slackCalls, tookMs } = await world.ask('say', how)
  const after = await costs(hosts, serverPid)
  const each = (name) => (after[name] === undefined ? undefined : (after[name] - before[name]) / how.messages)
  return {
    perSecond: how.messages / (tookMs / 1_000),
    ...percentiles('ack', acknowledgedMs),
    ...percentiles('delivered', deliveredMs),
    cpuMs: each('cpuMs'),
    serverCpuMs: each('serverCpuMs'),
    roundTrips: each('roundTrips'),
    statements: each('statements'),
    slackCalls: slackCalls / how.messages,
  }
}

async function costs(hosts, serverPid) {
  return { ...(await hosts.usage()), serverCpuMs: serverCpuMs(serverPid) }
}

export function percentiles(name, list) {
  const sorted = [...list].sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
  return { [`${name}P50Ms`]: at(0.5), [`${name}P95Ms`]: at(0.95), [`${name}P99Ms`]: at(0.99) }
}

export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
