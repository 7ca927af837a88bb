import { createServer, request as httpRequest } from 'node:http'
import { carriers } from './carriers.mjs'

/**
 * What stands in front of the replicas: one address for the senders of webhooks, each request to the next replica that
 * is alive. A replica that dies under a request makes it a 502, as with any balancer.
 *
 * It takes down what was acknowledged, and when by the clock: the vendor's ids of texts and the `ts` of messages.
 */
export async function startBalancer({ now, provider }) {
  let replicas = []
  let turn = 0
  const acknowledged = new Map()
  let taken = 0
  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

  function next() {
    const living = replicas.filter((replica) => replica?.url && replica.isAlive())
    turn += 1
    return living[turn % living.length]
  }

  async function pass(incoming, outgoing) {
    const chunks = []
    for await (const chunk of incoming) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const answer = await ask(next(), incoming, body)
    if (answer.status >= 200 && answer.status < 300) {
      taken += 1
      note(incoming, body.toString())
    }
    outgoing.writeHead(answer.status, answer.headers).end(answer.body)
  }

  function note(incoming, body) {
    if (incoming.url.endsWith('/chat')) {
      const ts = body.startsWith('{') && JSON.parse(body).event?.ts
      if (ts) take(ts)
    } else if (incoming.url.includes('/sms/')) {
      const id = carriers[provider].textIn(body)
      if (id) take(id)
    }
  }

  /** The first answer counts: a repetition says nothing new. */
  function take(id) {
    if (!acknowledged.has(id)) acknowledged.set(id, now().getTime())
  }

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    use: (list) => void (replicas = list),
    /** When a text or message was acknowledged; `undefined` while it is not. */
    acknowledgedAt: (id) => acknowledged.get(id),
    /** How many requests have been taken so far. */
    taken: () => taken,
    /** Any living replica. */
    next,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const badGateway = { status: 502, headers: {}, body: 'No host.' }

function ask(replica, incoming, body) {
  if (!replica) return badGateway
  return new Promise((resolve) => {
    const url = new URL(incoming.url, replica.url)
    const headers = { ...incoming.headers, 'content-length': String(body.length) }
    const outgoing = httpRequest(url, { method: incoming.method, headers, agent: false }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', () => resolve(badGateway))
      response.on('end', () => {
        const { 'transfer-encoding': _chunked, connection: _connection, ...kept } = response.headers
        resolve({ status: response.statusCode, headers: kept, body: Buffer.concat(chunks) })
      })
    })
    outgoing.on('error', () => resolve(badGateway))
    outgoing.end(body)
  })
}
