import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf } from '../../witness/support/listen.js'
import { listen } from '../../../examples/slack-desk/src/listen.js'
import type { Replica } from './replica.js'

/** One address in front of several replicas: each request goes to the next of them that is alive. */
export interface InTurns {
  readonly url: string
  /** The replica that answered the request with these words in it. */
  tookIn(words: string): Replica
  close(): Promise<void>
}

export async function startInTurns(replicas: readonly Replica[]): Promise<InTurns> {
  const taken: { readonly body: string; readonly replica: Replica }[] = []
  let turn = 0

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const living = replicas.filter(({ isAlive }) => isAlive)
    turn += 1
    const replica = living[turn % living.length]
    if (!replica) throw new Error('Nobody is left.')
    const { method = 'POST', url = '/' } = request
    const answer = await fetch(new URL(url, replica.url), { method, headers: headersOf(request), body })
    taken.push({ body, replica })
    const contentType = answer.headers.get('content-type') ?? 'text/plain'
    response.writeHead(answer.status, { 'content-type': contentType }).end(await answer.text())
  }

  const server = await listen(0, '127.0.0.1')
  server.handle((request, response) => {
    pass(request, response).catch(() => response.writeHead(502).end())
  })
  return {
    url: server.url,
    tookIn(words) {
      const found = taken.findLast(({ body }) => body.includes(words) || body.includes(encodeURIComponent(words)))
      if (!found) throw new Error(`Nobody took in “${words}”.`)
      return found.replica
    },
    close: () => server.close(),
  }
}

/** Without those that belong to one connection. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const { connection: _connection, host: _host, 'content-length': _length, ...others } = headers
  return Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]))
}
