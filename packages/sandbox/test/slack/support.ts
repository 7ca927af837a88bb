import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createHmac } from 'node:crypto'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { LogLevel, WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { createFaults, type Faults } from '../../src/faults.js'
import { seededRandom } from '../../src/random.js'
import { createWebhookSender, type WebhookSender } from '../../src/webhook-sender.js'
import {
  createSlackWorkspace,
  type Json,
  type SlackWorkspace,
  type SlackWorkspaceOptions,
} from '../../src/slack/index.js'

/** Starts a server on loopback that answers with `handle` until the test is over. */
export async function serve(
  handle: (request: Request) => Promise<Response | 'drop'>,
): Promise<{ url: string; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    void respond(incoming, outgoing, handle)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: Request) => Promise<Response | 'drop'>,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const request = new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host}`), {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  })
  const reply = await handle(request)
  if (reply === 'drop') return void incoming.socket.destroy()
  outgoing.writeHead(reply.status, Object.fromEntries(reply.headers))
  outgoing.end(Buffer.from(await reply.arrayBuffer()))
}

/** A workspace with Ann in #support, on a server of its own, with the real client to call it. */
export interface Sandbox {
  readonly slack: SlackWorkspace
  readonly client: WebClient
  readonly url: string
  readonly clock: FakeClock
  readonly faults: Faults
  readonly sender: WebhookSender
  readonly ann: string
  readonly support: string
}

/** All scopes that a method or an event here takes. */
export const everyScope = (
  'app_mentions:read channels:history channels:join channels:manage channels:read chat:write chat:write.customize ' +
  'commands files:read files:write groups:history groups:read groups:write im:history im:read im:write ' +
  'reactions:read reactions:write usergroups:read users:read'
).split(' ')

const usualEvents = (
  'app_home_opened app_mention channel_archive channel_rename group_archive member_joined_channel ' +
  'member_left_channel message.channels message.groups message.im'
).split(' ')

export async function startSandbox(options: Partial<SlackWorkspaceOptions> = {}): Promise<Sandbox> {
  const clock = fakeClock()
  const faults = createFaults(seededRandom(1))
  const sender = createWebhookSender({ clock, random: seededRandom(2) })
  const started: { slack?: SlackWorkspace } = {}
  const { url, server } = await serve(async (request) => started.slack?.fetch(request) ?? 'drop')
  const random = seededRandom(3)
  const every = { scopes: everyScope, subscriptions: usualEvents, commands: ['/sms'] }
  const slack = createSlackWorkspace({ clock, faults, sender, random, publicUrl: url, ...every, ...options })
  started.slack = slack
  server.on('upgrade', (request, socket, head) => slack.upgrade(request, socket, head))
  onTestFinished(() => {
    sender.stop()
    slack.stop()
  })
  const ann = slack.addMember({ name: 'ann' }).id
  const support = slack.addChannel({ name: 'support' }).id
  return { slack, client: clientOf(url, slack.identity.botToken), url, clock, faults, sender, ann, support }
}

const nothing = (): void => undefined

/** The client's own log says what the tests ask about anyway. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
}

export function clientOf(url: string, token: string): WebClient {
  const settings = { logger: silent, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 10_000 }
  return new WebClient(token, { slackApiUrl: `${url}/api/`, ...settings })
}

/** The answer of a method, refusals included. */
export async function answerOf(call: Promise<unknown>): Promise<Json> {
  try {
    return (await call) as Json
  } catch (error) {
    const data = (error as { data?: Json }).data
    if (data === undefined) throw error
    return data
  }
}

/** Calls a method with arguments the client's types do not know. */
export async function call(client: WebClient, method: string, args: Json): Promise<Json> {
  return { ...(await client.apiCall(method, { ...args })) }
}

/** Posts blocks in #support and returns the timestamp. */
export async function postBlocks({ client, support }: Sandbox, blocks: readonly Json[]): Promise<string> {
  const answer = await call(client, 'chat.postMessage', { channel: support, text: 'x', blocks })
  return String(answer['ts'])
}

/** One request the app got. */
export interface Got {
  readonly headers: Headers
  readonly isSigned: boolean
  /** Parsed JSON of an event, or of the `payload` field of an interaction; the fields of a command. */
  readonly payload: Json
}

/** Starts an app for a workspace: it notes what it gets and answers what `answer` says. */
export async function startApp(
  sandbox: Sandbox,
  answer: (payload: Json) => Response | Promise<Response> = () => new Response(),
): Promise<readonly Got[]> {
  const got: Got[] = []
  const { url } = await serve(async (request) => {
    const body = await request.text()
    const isForm = request.headers.get('content-type') === 'application/x-www-form-urlencoded'
    const payload = isForm ? payloadOf(new URLSearchParams(body)) : (JSON.parse(body) as Json)
    got.push({ headers: request.headers, isSigned: isSigned(sandbox, request.headers, body), payload })
    return answer(payload)
  })
  sandbox.slack.setWebhookUrl(url)
  return got
}

/** The payload of an interaction, or the fields of a command. */
function payloadOf(form: URLSearchParams): Json {
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : (JSON.parse(payload) as Json)
}

function isSigned({ slack }: Sandbox, headers: Headers, body: string): boolean {
  const base = `v0:${headers.get('x-slack-request-timestamp')}:${body}`
  const expected = createHmac('sha256', slack.identity.signingSecret).update(base).digest('hex')
  return headers.get('x-slack-signature') === `v0=${expected}`
}

/** The events among what the app got. */
export function eventsOf(got: readonly Got[]): readonly Json[] {
  return got.flatMap(({ payload }) => (payload['type'] === 'event_callback' ? [payload['event'] as Json] : []))
}
