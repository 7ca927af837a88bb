import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call of the Web API as it came over the wire. */
export interface WireCall {
  readonly method: string
  readonly args: Readonly<Record<string, string>>
  readonly authorization: string | undefined
}

/** Answers one call: an object is sent as JSON with 200, and a function does as it likes with the response. */
export type Answer = Readonly<Record<string, unknown>> | ((response: ServerResponse, call: WireCall) => void)

export interface LoopbackSlack {
  readonly apiUrl: string
  readonly calls: WireCall[]
  /** Sets what a method answers: the answers in turn, and the last one from then on. */
  on(method: string, ...answers: readonly [Answer, ...Answer[]]): void
  callsOf(method: string): readonly WireCall[]
  stop(): Promise<void>
}

/** Starts an HTTP server that answers Slack's Web API as it is told, and otherwise `{ ok: true }`. */
export async function startLoopbackSlack(): Promise<LoopbackSlack> {
  const calls: WireCall[] = []
  const answers = new Map<string, Answer[]>()
  const server = createServer((request, response) => {
    void readCall(request).then((call) => {
      calls.push(call)
      const queue = answers.get(call.method) ?? [{ ok: true }]
      const answer = queue.length > 1 ? queue.shift() : queue[0]
      if (typeof answer === 'function') answer(response, call)
      else json(200, answer ?? { ok: true })(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    on: (method, ...list) => void answers.set(method, [...list]),
    callsOf: (method) => calls.filter((call) => call.method === method),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A JSON answer with a status and headers. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(body))
  }
}

async function readCall(request: IncomingMessage): Promise<WireCall> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const args = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
  const method = request.url?.replace(/^\/api\//, '') ?? ''
  return { method, args, authorization: request.headers.authorization }
}
