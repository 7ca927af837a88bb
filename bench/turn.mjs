import { createServer } from 'node:net'
import { startProcess } from './process.mjs'

/**
 * One turn of one contestant: a new database, a new world, new processes; first a text of each contact, which makes the
 * threads and is not measured, then texts, then replies, then at most a hundred texts of one sender.
 */
export async function playTurn({ module, processes = 1, storage, variant }, options, databases) {
  const { clients, contacts, faults, messages } = options
  const database = await databases[storage].open()
  const world = startProcess('world.mjs')
  const hosts = startHosts(processes)
  try {
    const env = { ...database.settings, ...(await world.ask('open', faults)), variant }
    await world.ask('connect', await hosts.start(module, env))
    const how = { clients, contacts, messages }
    await world.ask('inbound', { ...how, messages: contacts })
    const inbound = await measure(world, hosts, 'inbound', how)
    const replies = await measure(world, hosts, 'replies', how)
    const alone = await measure(world, hosts, 'inbound', { ...how, clients: 1, messages: Math.min(messages, 100) })
    const { memoryMb } = await hosts.usage()
    const found = await world.ask('check')
    await hosts.end()
    return { inbound, replies, alone, memoryMb: Math.round(memoryMb), ...found }
  } finally {
    await Promise.all([hosts.stop(), world.stop()])
    await database.close()
  }
}

/** The processes of one contestant, which cost what they cost together. */
function startHosts(count) {
  const hosts = Array.from({ length: count }, () => startProcess('host.mjs'))
  const askAll = (name) => Promise.all(hosts.map((host) => host.ask(name)))
  return {
    async start(module, env) {
      const ports = await Promise.all(hosts.map(freePort))
      const addresses = []
      for (const [index, host] of hosts.entries()) {
        const given = { ...env, port: ports[index], publicPort: ports[0] }
        addresses.push(await host.ask('start', { module, env: given }))
      }
      return { ...addresses[0], ports }
    },
    async usage() {
      const each = await askAll('usage')
      const sum = (name) => each.reduce((total, usage) => total + usage[name], 0)
      return { cpuMs: sum('cpuMs'), statements: sum('statements'), memoryMb: sum('memoryMb') }
    },
    end: () => askAll('stop'),
    stop: () => Promise.all(hosts.map((host) => host.stop())),
  }
}

async function measure(world, hosts, what, how) {
  const before = await hosts.usage()
  const { acknowledgedMs, tookMs } = await world.ask(what, how)
  const after = await hosts.usage()
  const sorted = acknowledgedMs.sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]
  return {
    perSecond: how.messages / (tookMs / 1_000),
    ackP50Ms: at(0.5),
    ackP95Ms: at(0.95),
    ackP99Ms: at(0.99),
    cpuMs: (after.cpuMs - before.cpuMs) / how.messages,
    statements: (after.statements - before.statements) / how.messages,
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
