import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { startLoopbackSlack, type LoopbackSlack } from './loopback-slack.js'

type Message = Readonly<Record<string, unknown>>

/** A Slack that hands out sockets. */
export interface LoopbackSocket {
  readonly slack: LoopbackSlack
  /** What `apps.connections.open` answers when all is well. */
  readonly openAnswer: Message
  /** The next socket that connects, after it was greeted. */
  nextSocket(): Promise<ServerSocket>
  stop(): Promise<void>
}

export interface ServerSocket {
  send(message: Message): void
  /** The next acknowledgement. */
  nextMessage(): Promise<Message>
  readonly messages: readonly Message[]
  readonly closed: Promise<void>
  close(): void
}

/** Starts the Web API with `apps.connections.open`, and the server that its sockets lead to. */
export async function startLoopbackSocket(): Promise<LoopbackSocket> {
  const slack = await startLoopbackSlack()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', () => resolve()))
  const { port } = server.address() as AddressInfo
  const sockets = waitingList<ServerSocket>()
  const openAnswer = { ok: true, url: `ws://127.0.0.1:${port}/link?ticket=t` }
  slack.on('apps.connections.open', openAnswer)
  server.on('connection', (socket) => {
    const wrapped = wrap(socket)
    wrapped.send({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0APP' } })
    sockets.add(wrapped)
  })
  return {
    slack,
    openAnswer,
    nextSocket: sockets.next,
    async stop() {
      for (const client of server.clients) client.terminate()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await slack.stop()
    },
  }
}

function wrap(socket: WebSocket): ServerSocket {
  const messages: Message[] = []
  const waiting = waitingList<Message>()
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message
    messages.push(message)
    waiting.add(message)
  })
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    nextMessage: waiting.next,
    messages,
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    close: () => socket.close(),
  }
}

/** Hands out items in order, to whoever waits or comes later. */
export function waitingList<Item>() {
  const items: Item[] = []
  const takers: ((item: Item) => void)[] = []
  return {
    add(item: Item): void {
      const taker = takers.shift()
      if (taker) taker(item)
      else items.push(item)
    },
    next(): Promise<Item> {
      const item = items.shift()
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item)
    },
  }
}
