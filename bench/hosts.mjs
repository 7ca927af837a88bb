import { createServer } from 'node:net'
import { startProcess } from './process.mjs'

/** The processes of one contestant, which cost what they cost together. */
export function startHosts({ module, processes: count = 1 }) {
  const hosts = []
  const given = []
  let startedAt

  async function begin(index) {
    hosts[index] = startProcess('host.mjs')
    return hosts[index].ask('start', { module, env: given[index] })
  }
  const askAll = (name) => Promise.all(hosts.map((host) => host.ask(name)))

  return {
    /** @returns their address, and the ports behind it */
    async start(env) {
      const ports = await Promise.all(Array.from({ length: count }, freePort))
      const addresses = []
      startedAt = Date.now()
      for (const [index, port] of ports.entries()) {
        given[index] = { ...env, port, publicPort: ports[0] }
        addresses.push(await begin(index))
      }
      return { ...addresses[0], ports }
    },
    /** When the first of them was started. */
    startedAt: () => startedAt,
    /** Ends the first one as a power cut does, and starts it again at the same place. */
    async strike() {
      await hosts[0].stop()
      await begin(0)
    },
    async usage() {
      const each = await askAll('usage')
      const sum = (name) => each.reduce((total, usage) => total + usage[name], 0)
      return Object.fromEntries(Object.keys(each[0]).map((name) => [name, sum(name)]))
    },
    memory: () => hosts[0].ask('memory'),
    end: () => askAll('stop'),
    stop: () => Promise.all(hosts.map((host) => host.stop())),
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
