import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { SimulatorReply } from '../simulator.js'
import { noRateLimits, slackRateLimits } from './api/rate-limits.js'
import { createWebApi } from './api/web-api.js'
import { createFileServer } from './api/file-server.js'
import { createHookServer } from './api/hook-server.js'
import type { Context } from './context.js'
import { rightsOf, threadlineRights, type AppRights, type AppShortcut } from './app-manifest.js'
import { identityOf, type Identity, type SlackWorkspaceOptions } from './options.js'
import { createHttpDelivery, type Delivery } from './out/delivery.js'
import { createEvents } from './out/events.js'
import { createSocketMode, type SocketMode } from './out/socket-mode.js'
import { usualPreferences, type Preferences } from './preferences.js'
import { createPeople, type People } from './people/people.js'
import { createTriggers } from './people/triggers.js'
import { createIds } from './state/ids.js'
import { createBrake, type Slowness } from './slowness.js'
import { createTimers } from './timers.js'
import type { SlackRecord } from './state/record.js'
import { createState } from './state/state.js'
import type { SlackCall, SlackChange, SlackChannel, SlackEphemeral, SlackMessage, SlackUser } from './state/types.js'
import { createHooks } from './state/hooks.js'
import { createUploads } from './state/uploads.js'
import { createViews } from './state/views.js'
import { repliesTo } from './state/wire.js'

/** A Slack workspace with one app installed: the API the app calls, the people it serves, and all that was said. */
export interface SlackWorkspace extends People {
  /** Who the app is, with the secrets to configure it with. */
  readonly identity: Identity
  /** Answers `/api/<method>`, the addresses of files, and `response_url`s. */
  fetch(request: Request): Promise<SimulatorReply>
  /** Takes over a connection for Socket Mode, after the server's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Where signed events and interactions go from now on. */
  setWebhookUrl(url: string | undefined): void
  /** The admins change what is allowed: `prefer({ canCreatePublicChannels: false })`. */
  prefer(change: Partial<Preferences>): void
  /** Every answer comes late from now on: `slow({ ms: 2500 })`. */
  slow(slowness: Slowness): void
  /** Sockets connected now. With any, nothing goes to the webhook address. */
  readonly sockets: Pick<SocketMode, 'connections' | 'refresh'>

  /** What the app has put into the menus and the box to write in. */
  readonly menus: { readonly commands: readonly string[]; readonly shortcuts: readonly AppShortcut[] }
  /** A file and its bytes, as a person sees it. */
  file(id: string): { readonly mimetype: string; readonly content: Uint8Array } | undefined

  users(): readonly SlackUser[]
  channels(): readonly SlackChannel[]
  /** Every message of a channel (id or name), replies included, oldest first. */
  messages(channel: string): readonly SlackMessage[]
  /** The root of a thread and its replies, oldest first. */
  thread(channel: string, ts: string): readonly SlackMessage[]
  /** What only this member has seen. */
  ephemerals(userId: string): readonly SlackEphemeral[]
  /** Every call of the API, oldest first. */
  readonly calls: readonly SlackCall[]
  /** Calls back after every change. Returns what ends it. */
  onChange(listener: (change: SlackChange) => void): () => void

  /** All that is in it, to go on with later: `record` of the options takes it. */
  record(): SlackRecord
  /** Resolves when nothing is on its way to the app. Retries waiting on the clock do not count. */
  settled(): Promise<void>
  /** Closes the sockets and forgets what waits. */
  stop(): void
}

/** Makes a workspace with nobody in it but the app. */
export function createSlackWorkspace(options: SlackWorkspaceOptions): SlackWorkspace {
  const { clock, sender } = options
  let webhookUrl = options.webhookUrl
  let preferences: Preferences = { ...usualPreferences, ...options.record?.preferences, ...options.preferences }
  let unacknowledged = options.record?.waiting ?? []
  const identity = identityOf(options)
  const ids = createIds(clock, options.random ?? Math.random)
  const state = createState(clock, options.record?.state)
  const timers = createTimers(clock)
  const sockets = createSocketMode({ clock, appId: identity.appId, changed: () => state.changed({ type: 'socket' }) })
  const http = createHttpDelivery({
    clock,
    sender,
    signingSecret: identity.signingSecret,
    webhookUrl: () => webhookUrl,
    settled: () => state.changed({ type: 'event' }),
    ...(options.retryDelaysMs ? { retryDelaysMs: options.retryDelaysMs } : {}),
  })
  const delivery = eitherWay(sockets, http)
  const rights = allRights(options)
  const scopes = new Set(rights.scopes)
  const subscriptions = new Set(rights.subscriptions)
  const context: Context = {
    clock,
    identity,
    ids,
    state,
    delivery,
    events: createEvents({ clock, identity, ids, state, delivery, subscriptions, scopes }),
    triggers: createTriggers(clock, ids),
    views: createViews(clock, ids, () => state.changed({ type: 'view' })),
    uploads: createUploads(ids),
    hooks: createHooks(clock, ids),
    rules: rulesOf(options, rights),
    fileProcessingMs: options.fileProcessingMs ?? 500,
    later: timers.later,
    preferences: () => preferences,
    openSocket: (origin) => sockets.openUrl(origin),
  }
  const rateLimits = options.rateLimits === 'slack' ? slackRateLimits(clock) : noRateLimits
  const call = createWebApi(context, { faults: options.faults, rateLimits })
  const serveFile = createFileServer(context, options.faults)
  const serveHook = createHookServer(context, options.faults)
  const idOf = (channel: string): string => state.channelNamed(channel.replace(/^#/, ''))?.id ?? channel
  const brake = createBrake(clock)
  const answerTo = async (request: Request): Promise<SimulatorReply> => {
    const { pathname } = new URL(request.url)
    const name = /^\/api\/([\w.]+)$/.exec(pathname)?.[1]
    if (name !== undefined) return call(name, request)
    return serveFile(request, pathname) ?? serveHook(request, pathname) ?? new Response('Not found', { status: 404 })
  }
  state.putUser({ id: identity.botUserId, name: identity.appName, kind: 'app', isDeleted: false })

  return {
    ...createPeople(context),
    identity,
    async fetch(request) {
      const reply = await answerTo(request)
      await brake.wait()
      return reply
    },
    upgrade: (request, socket, head) => sockets.upgrade(request, socket, head),
    setWebhookUrl(url) {
      webhookUrl = url
      if (url === undefined) return
      const again = unacknowledged
      unacknowledged = []
      for (const { envelope, name, orderKey } of again) http.event(name, orderKey, envelope)
    },
    sockets,
    slow: (slowness) => brake.set(slowness),
    prefer: (change) => void (preferences = { ...preferences, ...change }),
    menus: { commands: rights.commands, shortcuts: rights.shortcuts },
    file(id) {
      const [file, content] = [state.file(id), state.fileContent(id)]
      return file && content && !file.isDeleted ? { mimetype: file.mimetype, content } : undefined
    },
    users: () => state.users(),
    channels: () => state.channels(),
    messages: (channel) => state.messages(idOf(channel)),
    thread(channel, ts) {
      const root = state.message(idOf(channel), ts)
      return root ? [root, ...repliesTo(state, idOf(channel), ts)] : []
    },
    ephemerals: (userId) => state.ephemerals.filter((ephemeral) => ephemeral.user === userId),
    calls: state.calls,
    onChange: (listener) => state.onChange(listener),
    record: () => ({ state: state.record(), preferences, waiting: [...unacknowledged, ...http.waiting()] }),
    async settled() {
      await sender.settled()
      await sockets.settled()
    },
    stop() {
      timers.stop()
      sockets.stop()
    },
  }
}

function allRights({ commands, manifest, messagesTab, scopes, subscriptions }: SlackWorkspaceOptions): AppRights {
  const asked = manifest ? rightsOf(manifest) : threadlineRights
  return {
    scopes: scopes ?? asked.scopes,
    subscriptions: subscriptions ?? asked.subscriptions,
    commands: commands ?? asked.commands,
    escapedCommands: asked.escapedCommands,
    shortcuts: asked.shortcuts,
    hasMessagesTab: messagesTab ?? asked.hasMessagesTab,
  }
}

function rulesOf(options: SlackWorkspaceOptions, rights: AppRights): Context['rules'] {
  return {
    scopes: new Set(rights.scopes),
    commands: new Set(rights.commands),
    escapedCommands: new Set(rights.escapedCommands),
    dedupeClientMsgId: options.dedupeClientMsgId ?? false,
    hasMessagesTab: rights.hasMessagesTab,
    customEmoji: new Set(options.customEmoji),
  }
}

/** Through a socket when there is one, else over HTTP. */
function eitherWay(sockets: SocketMode, http: Delivery): Delivery {
  const way = (): Delivery => (sockets.connections() > 0 ? sockets : http)
  return {
    event: (name, orderKey, envelope) => way().event(name, orderKey, envelope),
    interaction: (payload) => way().interaction(payload),
    command: (form) => way().command(form),
  }
}
