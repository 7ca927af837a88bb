import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, listen } from './listen.js'

/** A call that came to a relay, as it came. */
export interface RelayedCall {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What goes wrong with a call. */
export type Fault =
  /** It gets there and is done, and the answer to it never arrives. */
  | { readonly type: 'lose-answer' }
  /** It never gets there. */
  | { readonly type: 'lose-call' }
  /** Somebody on the way answers it. */
  | { readonly type: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }

/** A stretch of network between two servers, with a memory, and on demand with bad luck. */
export interface Relay {
  readonly url: string
  /** Every call that came, in order. */
  readonly calls: readonly RelayedCall[]
  callsTo(path: string): readonly RelayedCall[]
  /** What the other side answered, whether that arrived or not. */
  answerTo(call: RelayedCall): string | undefined
  /** Lets the next call to this path go wrong, after those that already will. */
  failNext(path: string, fault: Fault): void
  /** Decides from now on what goes wrong, call by call; `count` is the number of calls to that path so far. */
  failWhen(decide: (path: string, count: number) => Fault | undefined): void
  /** Makes a call again, exactly as it was made before. Returns the status of the answer. */
  repeat(call: RelayedCall): Promise<number>
  close(): Promise<void>
}

export interface RelayOptions {
  /** Origin that calls are passed on to. */
  readonly to: string
  /** Changes a body on its way. */
  readonly rewrite?: (body: string) => string
}

export async function startRelay({ to, rewrite = (body) => body }: RelayOptions): Promise<Relay> {
  const calls: RelayedCall[] = []
  const answers = new Map<RelayedCall, string>()
  const faults: { readonly path: string; readonly fault: Fault }[] = []
  let decide: (path: string, count: number) => Fault | undefined = () => undefined
  const callsTo = (path: string) => calls.filter((call) => pathnameOf(call) === path)

  function takeFault(path: string): Fault | undefined {
    const index = faults.findIndex((planned) => planned.path === path)
    return index < 0 ? decide(path, callsTo(path).length) : faults.splice(index, 1)[0]?.fault
  }

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    calls.push(call)
    const fault = takeFault(pathnameOf(call))
    if (fault?.type === 'lose-call') return void request.socket.destroy()
    if (fault?.type === 'answer') return void response.writeHead(fault.status, { ...fault.headers }).end()
    const answer = await passOn(to, { ...call, body: rewrite(call.body) })
    const body = await answer.text()
    answers.set(call, body)
    if (fault?.type === 'lose-answer') return void request.socket.destroy()
    response.writeHead(answer.status, Object.fromEntries(endToEnd([...answer.headers]))).end(body)
  }

  const server = await listen()
  server.handle((request, response) => {
    relay(request, response).catch(() => response.writeHead(502).end())
  })
  return {
    url: server.url,
    calls,
    callsTo,
    answerTo: (call) => answers.get(call),
    failNext: (path, fault) => void faults.push({ path, fault }),
    failWhen: (rule) => void (decide = rule),
    repeat: async (call) => (await passOn(to, call)).status,
    close: () => server.close(),
  }
}

async function readCall(request: IncomingMessage): Promise<RelayedCall> {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: Object.fromEntries(endToEnd(headers)),
    body: await bodyOf(request),
  }
}

function passOn(to: string, { method, path, headers, body }: RelayedCall): Promise<Response> {
  return fetch(new URL(path, to), { method, headers, ...(method === 'GET' ? {} : { body }) })
}

function pathnameOf({ path }: RelayedCall): string {
  return new URL(path, 'http://relay').pathname
}

/** Headers that belong to one connection are not passed on. */
function endToEnd(headers: readonly [string, string][]): [string, string][] {
  const perConnection = ['connection', 'keep-alive', 'host', 'content-length', 'content-encoding', 'transfer-encoding']
  return headers.filter(([name]) => !perConnection.includes(name.toLowerCase()))
}
