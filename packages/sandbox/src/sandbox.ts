import { randomInt } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '@threadline/core'
import { createCarrier, isWirePath, type Carrier, type CarrierNumber, type CarrierOptions } from './carrier/index.js'
import { createControl, type Control } from './control/index.js'
import { createStruckCalls } from './control/struck-calls.js'
import type { DeskProcess, DeskStep } from './desk-process.js'
import { createFaults, type Faults } from './faults.js'
import { keep } from './keeping/keep.js'
import { sandboxFile } from './keeping/sandbox-file.js'
import { pageFile } from './page/index.js'
import { seededRandom } from './random.js'
import { serve } from './serve.js'
import type { SimulatorReply } from './simulator.js'
import {
  createSlackWorkspace,
  type NewChannel,
  type NewMember,
  type SlackWorkspace,
  type SlackWorkspaceOptions,
} from './slack/index.js'
import { systemClock } from './system-clock.js'
import { createWebhookSender, type WebhookSender } from './webhook-sender.js'

/** Options of {@link startSandbox}. */
export interface SandboxOptions {
  /** @defaultValue 0, any free one */
  readonly port?: number
  /** @defaultValue '127.0.0.1', this machine only */
  readonly host?: string
  /** @defaultValue the clock on the wall */
  readonly clock?: Clock
  /**
   * Folder in which everything is kept, so that a sandbox started on it again goes on where this one was.
   *
   * @defaultValue nothing is kept
   */
  readonly folder?: string
  /** Makes ids, chances and orders the same in every run. @defaultValue 1, or any when there is a folder */
  readonly seed?: number
  readonly slack?: Omit<SlackWorkspaceOptions, 'clock' | 'faults' | 'sender' | 'random' | 'publicUrl' | 'record'> & {
    /** @defaultValue Ana and Ben, and Guest who is one */
    readonly members?: readonly NewMember[]
    /** @defaultValue #general without the app, #sms with it */
    readonly channels?: readonly NewChannel[]
  }
  /** Without `numbers` there is one: +14155550100. */
  readonly carrier?: Omit<CarrierOptions, 'clock' | 'random' | 'publicUrl' | 'record'>
}

/** Where a desk wants its webhooks. */
export interface DeskAddresses {
  /** Gets events and interactions. Absent: none are sent over HTTP. */
  readonly chatWebhookUrl?: string
  /** Gets inbound texts, by the number they were sent to. Absent: they are only kept. */
  readonly smsWebhookUrl?: string | ((number: string) => string)
}

/** A workspace and a carrier that listen on one port. */
export interface Sandbox {
  /** The page, without a slash at the end. */
  readonly url: string
  /** For `slackApiUrl` of `@slack/web-api`; ends in a slash, as that wants it. */
  readonly slackApiUrl: string
  /** For `client.api.baseUrl` of `twilio`. */
  readonly carrierApiUrl: string
  readonly slack: SlackWorkspace
  readonly carrier: Carrier
  /** Faults of API calls. */
  readonly faults: { readonly slack: Faults; readonly carrier: Faults }
  /** Senders of webhooks, each with the faults of its webhooks. */
  readonly webhooks: { readonly slack: WebhookSender; readonly carrier: WebhookSender }
  /** Sends webhooks to a desk from now on. */
  connect(desk: DeskAddresses): void
  /** Gives the page levers for the desk's process. While it starts, events, texts and receipts wait for it. */
  attach(desk: DeskProcess): void
  /** Shows on the page what the desk did in between. */
  tell(step: DeskStep): void
  /** Resolves when no webhook is in flight. What waits on the clock does not count, nor does work inside the desk. */
  settled(): Promise<void>
  /** Stops listening, breaks every connection, ends every timer. */
  stop(): Promise<void>
}

/**
 * Starts a Slack workspace and a carrier on this machine, for a desk to work with.
 *
 * @throws Error that says what to do when the port is taken, or when the folder holds something else
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { clock = systemClock, folder } = options
  // The ids of another run are in use already.
  const { seed = folder === undefined ? 1 : randomInt(2 ** 31) } = options
  const file = folder === undefined ? undefined : sandboxFile(folder)
  const record = await file?.read()
  const started: { routes?: Routes } = {}
  const served = await serve({
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.host === undefined ? {} : { host: options.host }),
    fetch: async (request) =>
      started.routes ? route(started.routes, request) : new Response('Starting', { status: 503 }),
    upgrade: (request, socket, head) =>
      started.routes ? upgrade(started.routes, request, socket, head) : socket.destroy(),
  })
  const struck = createStruckCalls()
  const slackFaults = createFaults(seededRandom(seed), (call, { type }, traceId) =>
    struck.add({ call, type, at: clock.now(), ...(traceId === undefined ? {} : { traceId }) }),
  )
  const sender = createWebhookSender({ clock, random: seededRandom(seed + 1) })
  const slack = createWorkspace(options, {
    clock,
    faults: slackFaults,
    sender,
    random: seededRandom(seed + 2),
    publicUrl: `${served.url}/slack`,
    ...(record ? { record: record.slack } : {}),
  })
  const carrier = createCarrier({
    numbers: [{ number: '+14155550100' }],
    ...options.carrier,
    clock,
    random: seededRandom(seed + 3),
    publicUrl: served.url,
    ...(record ? { record: record.carrier } : {}),
  })
  const faults = { slack: slackFaults, carrier: carrier.faults }
  const webhooks = { slack: sender, carrier: carrier.webhooks }
  const sides = {
    slack: { faults: faults.slack, webhooks: webhooks.slack },
    carrier: { faults: faults.carrier, webhooks: webhooks.carrier },
  }
  const control = createControl({ slack, carrier, sides, clock, struck })
  const keeper = file && keep(file, slack, carrier)
  started.routes = { slack, carrier, control }

  return {
    url: served.url,
    slackApiUrl: `${served.url}/slack/api/`,
    carrierApiUrl: `${served.url}/twilio`,
    slack,
    carrier,
    faults,
    webhooks,
    connect(desk) {
      slack.setWebhookUrl(desk.chatWebhookUrl)
      for (const number of carrier.numbers()) carrier.setNumber(withWebhook(number, desk.smsWebhookUrl))
    },
    attach(desk) {
      control.attach(desk)
      desk.onChange(() => {
        if (desk.state === 'starting') for (const { hold } of Object.values(webhooks)) hold(whenStarted(desk))
      })
    },
    tell: (step) => control.tell(step),
    settled: () => settleBoth(slack, carrier, webhooks),
    async stop() {
      control.stop()
      slack.stop()
      sender.stop()
      carrier.stop()
      await served.stop()
      await keeper?.stop()
    },
  }
}

interface Routes {
  readonly slack: SlackWorkspace
  readonly carrier: Carrier
  readonly control: Control
}

/** The carrier's paths are answered at the root too, for clients that only change the host. */
async function route({ slack, carrier, control }: Routes, request: Request): Promise<SimulatorReply> {
  const { pathname } = new URL(request.url)
  if (pathname.startsWith('/slack/')) return slack.fetch(withoutPrefix(request, '/slack'))
  if (isWirePath(pathname)) return carrier.fetch(request)
  const file = request.method === 'GET' ? pageFile(pathname) : undefined
  return file ?? control.fetch(request)
}

function upgrade({ slack }: Routes, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  request.url = request.url?.replace(/^\/slack\//, '/') ?? '/'
  slack.upgrade(request, socket, head)
}

function withoutPrefix(request: Request, prefix: string): Request {
  const url = new URL(request.url)
  url.pathname = url.pathname.slice(prefix.length)
  return new Request(url, request)
}

function createWorkspace(
  options: SandboxOptions,
  parts: Pick<SlackWorkspaceOptions, 'clock' | 'faults' | 'sender' | 'random' | 'publicUrl' | 'record'>,
): SlackWorkspace {
  const { members = defaultMembers, channels = defaultChannels, ...rest } = options.slack ?? {}
  const slack = createSlackWorkspace({ ...rest, ...parts })
  if (parts.record) return slack
  for (const member of members) slack.addMember(member)
  for (const channel of channels) slack.addChannel(channel)
  return slack
}

/** It runs, or it will not. */
function whenStarted(desk: DeskProcess): Promise<void> {
  return new Promise((resolve) => {
    const end = desk.onChange(() => {
      if (desk.state === 'starting') return
      end()
      resolve()
    })
  })
}

const defaultMembers: readonly NewMember[] = [
  { name: 'Ana', isAdmin: true },
  { name: 'Ben' },
  { name: 'Guest', kind: 'guest' },
]
const defaultChannels: readonly NewChannel[] = [{ name: 'general', withApp: false }, { name: 'sms' }]

function withWebhook(known: CarrierNumber, address: DeskAddresses['smsWebhookUrl']): CarrierNumber {
  const { number, wire } = known
  const ours = wire === undefined ? { number } : { number, wire }
  if (address === undefined) return ours
  return { ...ours, webhookUrl: typeof address === 'string' ? address : address(number) }
}

/** One side's webhook can make the desk call the other, so both are asked until neither has sent anything more. */
async function settleBoth(slack: SlackWorkspace, carrier: Carrier, webhooks: Sandbox['webhooks']): Promise<void> {
  const sent = () => webhooks.slack.deliveries.length + webhooks.carrier.deliveries.length
  let before: number
  do {
    before = sent()
    await slack.settled()
    await carrier.settled()
  } while (sent() !== before)
}
