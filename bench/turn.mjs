import { createServer } from 'node:net'
import { startProcess } from './process.mjs'

/**
 * One turn of one contestant: a new database, a new world, a new process; first a text of each contact, which makes the
 * threads and is not measured, then texts, then replies.
 */
export async function playTurn({ module, storage, variant }, { clients, contacts, messages }, databases) {
  const database = await databases[storage].open()
  const [world, host] = [startProcess('world.mjs'), startProcess('host.mjs')]
  try {
    const { carrier, slack } = await world.ask('open')
    const env = { ...database.settings, carrier, slack, variant, port: await freePort() }
    await world.ask('connect', await host.ask('start', { module, env }))
    const how = { clients, contacts, messages }
    await world.ask('inbound', { ...how, messages: contacts })
    const inbound = await measure(world, host, 'inbound', how)
    const replies = await measure(world, host, 'replies', how)
    const { memoryMb } = await host.ask('usage')
    const found = await world.ask('check')
    await host.ask('stop')
    return { inbound, replies, memoryMb: Math.round(memoryMb), ...found }
  } finally {
    await Promise.all([host.stop(), world.stop()])
    await database.close()
  }
}

async function measure(world, host, what, how) {
  const before = await host.ask('usage')
  const { acknowledgedMs, tookMs } = await world.ask(what, how)
  const after = await host.ask('usage')
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
