import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '@threadline/core'
import { WebSocketServer, type WebSocket } from 'ws'
import { isObject, tryJson } from '../api/arguments.js'
import type { Json } from '../state/types.js'
import { acknowledgeWithinMs, eventRetryDelaysMs, type Delivery, type InteractionAnswer } from './delivery.js'

/** Socket Mode: events and interactions over sockets that the app opens. https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface SocketMode extends Delivery {
  /** An address one socket can connect to, once. */
  openUrl(origin: string): string
  /** Takes over a connection that an HTTP server was asked to upgrade. Refuses it without a good ticket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** How many sockets have said hello. */
  connections(): number
  /** Asks every socket to connect again, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested' | 'link_disabled'): void
  settled(): Promise<void>
  /** Closes everything. */
  stop(): void
}

/** Sockets the app may have open at once. */
const mostSockets = 10

/** Makes the server side of Socket Mode. `changed` is called when a socket comes or goes. */
export function createSocketMode(options: {
  readonly clock: Clock
  readonly appId: string
  readonly changed: () => void
}): SocketMode {
  const { clock } = options
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const sockets: WebSocket[] = []
  const waiting = new Map<string, { readonly socket: WebSocket; readonly end: (end: Ending) => void }>()
  const inFlight = new Set<Promise<unknown>>()
  const timers = new Set<() => void>()
  let envelopes = 0

  function connected(socket: WebSocket): void {
    sockets.push(socket)
    socket.on('message', (data: Buffer) => acknowledge(data.toString()))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => gone(socket))
    const hello = { num_connections: sockets.length, connection_info: { app_id: options.appId } }
    const debug = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 }
    socket.send(JSON.stringify({ type: 'hello', ...hello, debug_info: debug }))
    options.changed()
  }

  function gone(socket: WebSocket): void {
    sockets.splice(sockets.indexOf(socket), 1)
    for (const entry of waiting.values()) if (entry.socket === socket) entry.end({ reason: 'connection_failed' })
    options.changed()
  }

  function acknowledge(text: string): void {
    const message = tryJson(text)
    if (!isObject(message) || typeof message['envelope_id'] !== 'string') return
    waiting.get(message['envelope_id'])?.end({ payload: message['payload'] })
  }

  /** Sends one envelope through the socket whose turn it is, and waits for its acknowledgement. */
  function exchange(envelope: Json): Promise<Ending> {
    const socket = sockets[envelopes++ % Math.max(sockets.length, 1)]
    if (!socket) return Promise.resolve({ reason: 'connection_failed' })
    const id = `${envelopes}-${randomBytes(8).toString('hex')}`
    return new Promise((resolve) => {
      const end = (ending: Ending): void => {
        cancel()
        if (waiting.delete(id)) resolve(ending)
      }
      const cancel = clock.setTimer(new Date(clock.now().getTime() + acknowledgeWithinMs), () =>
        end({ reason: 'timeout' }),
      )
      waiting.set(id, { socket, end })
      socket.send(JSON.stringify({ envelope_id: id, ...envelope }))
    })
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    inFlight.add(work)
    return work.finally(() => inFlight.delete(work))
  }

  async function deliverEvent(payload: Json, attempt: number, reason: string): Promise<void> {
    const retry = { retry_attempt: attempt, retry_reason: reason }
    const ending = await exchange({ type: 'events_api', accepts_response_payload: false, ...retry, payload })
    const delayMs = eventRetryDelaysMs[attempt]
    if (ending.reason === undefined || delayMs === undefined) return
    const again = ending.reason
    const cancel = clock.setTimer(new Date(clock.now().getTime() + delayMs), () => {
      timers.delete(cancel)
      void track(deliverEvent(payload, attempt + 1, again))
    })
    timers.add(cancel)
  }

  return {
    openUrl(origin) {
      const ticket = randomBytes(16).toString('hex')
      tickets.add(ticket)
      return `${origin.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://sandbox')
      const isWelcome = tickets.delete(url.searchParams.get('ticket') ?? '') && sockets.length < mostSockets
      if (url.pathname === '/link/' && isWelcome) return server.handleUpgrade(request, socket, head, connected)
      socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
    },
    connections: () => sockets.length,
    refresh(reason) {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason }))
    },
    event(_name, _orderKey, envelope) {
      void track(deliverEvent(envelope, 0, ''))
    },
    async interaction(payload) {
      return answerOf(await track(exchange({ type: 'interactive', accepts_response_payload: true, payload })))
    },
    async command(payload) {
      return answerOf(await track(exchange({ type: 'slash_commands', accepts_response_payload: true, payload })))
    },
    async settled() {
      while (inFlight.size > 0) await Promise.all(inFlight)
    },
    stop() {
      for (const cancel of timers) cancel()
      timers.clear()
      for (const entry of waiting.values()) entry.end({ reason: 'connection_failed' })
      for (const socket of sockets) socket.terminate()
      server.close()
    },
  }
}

/** How the wait for an acknowledgement ended: with a payload, or with a reason why there is none. */
type Ending = { readonly payload: unknown; readonly reason?: undefined } | { readonly reason: string }

function answerOf(ending: Ending): InteractionAnswer {
  if (ending.reason !== undefined) return { type: 'failed', reason: ending.reason }
  const isEmpty = !isObject(ending.payload) || Object.keys(ending.payload).length === 0
  return { type: 'answered', body: isEmpty ? '' : JSON.stringify(ending.payload) }
}
