import type { ChatEvent, Logger } from '@threadline/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackSocketMode, type SlackSocketMode, type SlackSocketModeOptions } from '../src/index.js'
import { signingSecret, testAdapter } from './support/adapter.js'
import { startLoopbackSocket, waitingList, type LoopbackSocket } from './support/loopback-socket.js'
import { blockActions, blockSuggestion, callback, clicked, humanMessage } from './support/payloads.js'

const appToken = 'xapp-1-A0APP-1-secretsecret'
const accepted = async () => new Response(null, { status: 200 })

let server: LoopbackSocket
let started: SlackSocketMode[] = []
beforeEach(async () => void (server = await startLoopbackSocket()))
afterEach(async () => {
  for (const socketMode of started) await socketMode.stop()
  started = []
  await server.stop()
})

function socketMode(options: Partial<SlackSocketModeOptions> = {}): SlackSocketMode {
  const mode = slackSocketMode({ appToken, signingSecret, deliver: accepted, apiUrl: server.slack.apiUrl, ...options })
  started.push(mode)
  return mode
}

async function connected(options: Partial<SlackSocketModeOptions> = {}) {
  const mode = socketMode(options)
  await mode.start()
  return { mode, socket: await server.nextSocket() }
}

const envelope = (id: string, payload: unknown, fields: Readonly<Record<string, unknown>> = {}) => ({
  envelope_id: id,
  type: 'events_api',
  payload,
  accepts_response_payload: false,
  retry_attempt: 0,
  retry_reason: '',
  ...fields,
})
const messageEvent = callback(humanMessage({ text: 'Grüße 👋' }))

describe('what comes over the socket', () => {
  const adapter = testAdapter()

  async function eventsOf(request: Request): Promise<readonly ChatEvent[]> {
    const body = new Uint8Array(await request.arrayBuffer())
    return (await adapter.receive({ method: request.method, url: request.url, headers: request.headers, body })).events
  }

  it.each([
    ['an event', envelope('e1', messageEvent), 'message'],
    ['a click', envelope('e1', blockActions([clicked('hide', 'c1')]), { type: 'interactive' }), 'action'],
    [
      'a search',
      envelope('e1', blockSuggestion('415'), { type: 'interactive', accepts_response_payload: true }),
      'suggest',
    ],
  ])('%s passes the same door as over HTTP, signature and all', async (_, message, type) => {
    const received = waitingList<readonly ChatEvent[]>()
    const { socket } = await connected({
      deliver: async (request) => {
        received.add(await eventsOf(request))
        return accepted()
      },
    })
    socket.send(message)
    expect(await received.next()).toMatchObject([{ type }])
    expect(await socket.nextMessage()).toEqual({ envelope_id: 'e1', payload: {} })
  })

  it('goes to the URL it is told, and says when it is a repetition', async () => {
    const requests = waitingList<Request>()
    const url = 'https://desk.example/webhooks/slack'
    const deliver = async (request: Request) => {
      requests.add(request)
      return accepted()
    }
    const { socket } = await connected({ url, deliver })
    socket.send(envelope('e1', messageEvent, { retry_attempt: 2, retry_reason: 'timeout' }))
    const request = await requests.next()
    expect(request.url).toBe(url)
    expect(request.headers.get('x-slack-retry-num')).toBe('2')
    expect(request.headers.get('x-slack-retry-reason')).toBe('timeout')
    expect(await request.json()).toEqual(messageEvent)
  })

  it('a slash command is a form', async () => {
    const requests = waitingList<Request>()
    const deliver = async (request: Request) => {
      requests.add(request.clone())
      expect(await eventsOf(request)).toEqual([])
      return accepted()
    }
    const { socket } = await connected({ deliver })
    socket.send(envelope('e1', { command: '/sms', text: 'a&b', team_id: 'T0HOME' }, { type: 'slash_commands' }))
    const request = await requests.next()
    expect(await request.text()).toBe('command=%2Fsms&text=a%26b&team_id=T0HOME')
    await socket.nextMessage()
  })
})

describe('an acknowledgement', () => {
  it('comes only after the delivery was taken, with its answer', async () => {
    const order: string[] = []
    const { socket } = await connected({
      deliver: async () => {
        order.push(`acknowledged before the commit: ${socket.messages.length}`)
        return Response.json({ options: [{ value: 'a' }] })
      },
    })
    socket.send(envelope('e1', blockSuggestion('4'), { type: 'interactive', accepts_response_payload: true }))
    expect(await socket.nextMessage()).toEqual({ envelope_id: 'e1', payload: { options: [{ value: 'a' }] } })
    expect(order).toEqual(['acknowledged before the commit: 0'])
  })

  it.each([
    ['is answered 503', async () => new Response(null, { status: 503 })],
    ['is answered 401', async () => new Response(null, { status: 401 })],
    ['throws', async () => Promise.reject(new Error('the database is gone'))],
  ])('does not come when the delivery %s, so Slack brings it again', async (_, refuse) => {
    const answers = [refuse, accepted]
    const { socket } = await connected({ deliver: () => (answers.shift() ?? accepted)() })
    socket.send(envelope('e1', messageEvent))
    socket.send(envelope('e2', messageEvent, { retry_attempt: 1 }))
    expect(await socket.nextMessage()).toMatchObject({ envelope_id: 'e2' })
    expect(socket.messages).toHaveLength(1)
  })
})

describe('the connection', () => {
  it('is made anew when Slack ends it', async () => {
    const { socket } = await connected()
    socket.send({ type: 'disconnect', reason: 'refresh_requested' })
    const next = await server.nextSocket()
    next.send(envelope('e1', messageEvent))
    expect(await next.nextMessage()).toMatchObject({ envelope_id: 'e1' })
    expect(server.slack.callsOf('apps.connections.open')).toHaveLength(2)
  })

  it('is made anew when it breaks, also when Slack has no socket at first', async () => {
    const warnings: unknown[] = []
    const logger: Logger = { debug() {}, info() {}, error() {}, warn: (fields) => void warnings.push(fields) }
    const { socket } = await connected({ logger })
    const open = server.slack.callsOf('apps.connections.open')[0]
    expect(open?.authorization).toBe(`Bearer ${appToken}`)
    server.slack.on('apps.connections.open', { ok: false, error: 'internal_error' }, server.openAnswer)
    socket.close()
    const next = await server.nextSocket()
    next.send(envelope('e1', messageEvent))
    expect(await next.nextMessage()).toMatchObject({ envelope_id: 'e1' })
    expect(JSON.stringify(warnings)).toContain('internal_error')
    expect(JSON.stringify(warnings)).not.toContain(appToken)
  })

  it('ends when it is told to, after what was under way is acknowledged', async () => {
    const reached = waitingList<true>()
    let finish = () => {}
    const commit = new Promise<void>((resolve) => void (finish = resolve))
    const { mode, socket } = await connected({
      deliver: async () => {
        reached.add(true)
        await commit
        return accepted()
      },
    })
    socket.send(envelope('e1', messageEvent))
    await reached.next()
    const stopped = mode.stop()
    finish()
    await Promise.all([stopped, socket.closed])
    expect(socket.messages).toMatchObject([{ envelope_id: 'e1' }])
    expect(server.slack.callsOf('apps.connections.open')).toHaveLength(1)
  })

  it('can be stopped before it was started, and twice', async () => {
    const mode = socketMode()
    await mode.stop()
    await mode.start()
    const socket = await server.nextSocket()
    await Promise.all([mode.stop(), mode.stop()])
    await socket.closed
  })
})

describe('a start that cannot work says so without the token', () => {
  it.each([
    ['invalid_auth', 'configuration.invalid'],
    ['missing_scope', 'configuration.invalid'],
    ['internal_error', 'not_ready'],
  ])('%s is %s', async (error, code) => {
    server.slack.on('apps.connections.open', { ok: false, error })
    const thrown: unknown = await socketMode()
      .start()
      .catch((reason: unknown) => reason)
    expect(thrown).toMatchObject({ code, message: expect.stringContaining(error) })
    expect(JSON.stringify(thrown) + String(thrown)).not.toContain(appToken)
  })

  it('and can be tried again', async () => {
    server.slack.on('apps.connections.open', { ok: false, error: 'internal_error' }, server.openAnswer)
    const mode = socketMode()
    await expect(mode.start()).rejects.toMatchObject({ code: 'not_ready', retryable: true })
    await mode.start()
    await server.nextSocket()
  })
})
