import { broadcastsApi, type BroadcastsApi } from './api/broadcasts.js'
import { contactsApi, type ContactsApi } from './api/contacts.js'
import { conversationsApi, type ConversationsApi } from './api/conversations.js'
import { consoleLogger } from './console-logger.js'
import { errorName } from './domain/error-name.js'
import type { HostEvents } from './domain/host-event.js'
import { createDrain } from './effects/dispatcher.js'
import { createHands } from './effects/hands.js'
import { createLeases } from './effects/leases.js'
import { createStarter } from './effects/starter.js'
import type { Outside } from './effects/step.js'
import { listDeadEffects, retryDeadEffect, type DeadEffect } from './flows/dead-effects.js'
import { inTransaction, type FlowDeps } from './flows/flow.js'
import { readMetrics, type Metrics, type MetricsQuery } from './flows/read-metrics.js'
import { settingsApi, type SettingsApi } from './api/settings.js'
import { templatesApi, type TemplatesApi } from './api/templates.js'
import { textsApi, type TextsApi } from './api/texts.js'
import { createLineBook } from './flows/line-book.js'
import { createMemberBook } from './flows/member-book.js'
import { sendFromHost, type SendRequest, type SendResult } from './flows/send-from-host.js'
import { memoryQueue } from './memory/memory-queue.js'
import { memoryStorage } from './memory/memory-storage.js'
import { systemClock } from './memory/system-clock.js'
import { deskQueue } from './desk-queue.js'
import { createHostEmitter } from './host-emitter.js'
import { createHousekeeping } from './housekeeping.js'
import { newId } from './new-id.js'
import { openTelemetry } from './open-telemetry.js'
import { answerWith } from './node-handler.js'
import { toResponse } from './plain-response.js'
import { fromNode } from './node-incoming.js'
import type { ThreadlineOptions } from './options.js'
import type { Logger } from './ports/logger.js'
import { prepareProviders } from './prepare-providers.js'
import { readOptions } from './read-options.js'
import { receiveFromChat } from './webhooks/chat-door.js'
import { fromRequest } from './webhooks/incoming.js'
import { createSettingsBook } from './flows/settings/settings-book.js'
import { serveMedia } from './webhooks/media-door.js'
import { createRouter } from './webhooks/router.js'
import { receiveFromProvider } from './webhooks/sms-door.js'

/** A running desk: a number inside chat. */
export interface Threadline {
  /** Answers webhooks, `<basePath>/chat` and `<basePath>/sms/<provider>`, and serves files under `<basePath>/media`. Works before `start()`, too. */
  fetch(request: Request): Promise<Response>
  /** The same for `node:http`, Express and the like. Needs the raw body. */
  readonly nodeHandler: ReturnType<typeof answerWith>
  /** Begins to deliver what is queued, whatever an earlier process left included. */
  start(): Promise<void>
  /** Ends the deliveries under way and begins no more. What is left stays queued. */
  stop(): Promise<void>
  /**
   * Queues a text for the host's own code; it is sent in order, and shown in its conversation.
   *
   * @throws `ThreadlineError` with a `send.*` code; nothing is queued then
   */
  send(request: SendRequest): Promise<SendResult>
  /** Whether the desk is well; throws when its storage is not. */
  status(): Promise<DeskStatus>
  /**
   * How the desk did for a time, and what is left now.
   *
   * @throws `ThreadlineError` `metrics.invalid` or `send.unknown_line`
   */
  metrics(query: MetricsQuery): Promise<Metrics>
  /** Effects that were refused for good, oldest first. */
  deadEffects(): Promise<readonly DeadEffect[]>
  /** Has one of them tried once more. False when there is no such effect. */
  retryDeadEffect(id: string): Promise<boolean>
  readonly broadcasts: BroadcastsApi
  readonly contacts: ContactsApi
  readonly conversations: ConversationsApi
  readonly settings: SettingsApi
  readonly templates: TemplatesApi
  readonly texts: TextsApi
  on<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
  off<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
}

/** How a desk does. */
export interface DeskStatus {
  /** Lanes with something due that has not been begun, at most a thousand. */
  readonly dueLanes: number
  /** Milliseconds by which the oldest of them is late. */
  readonly lagMs: number
  readonly deadEffects: number
}

/**
 * Builds a desk from its parts. The only place that knows every room of the house.
 *
 * @throws `ThreadlineError` `configuration.invalid`, with what to change
 */
export function createThreadline(options: ThreadlineOptions): Threadline {
  const { basePath, callTimeoutMs, leaseMs, lines, publicUrl, retention, workspaceId } = readOptions(options)
  const { chat, clock = systemClock, logger = consoleLogger(), providers, random = Math.random } = options
  const storage = options.storage ?? memoryStorage()
  const queue = options.queue ?? storage.wakes ?? memoryQueue({ clock, onError: (error) => logDrain(logger, error) })
  const drains = deskQueue(queue, workspaceId)
  const host = createHostEmitter(logger)
  const telemetry = openTelemetry()

  const lineBook = createLineBook(
    lines,
    (provider) => providers[provider]?.capabilities ?? { maxTextLength: 0 },
    (provider) => providers[provider]?.capabilities.sendsOptOutReplies ?? true,
    (provider) => providers[provider]?.capabilities.media,
  )
  const settings = createSettingsBook({ storage, clock, workspaceId, lines: lineBook })

  const outside: Outside = {
    chat,
    providers,
    webhookUrl: (provider) => `${publicUrl}${basePath}/sms/${provider}`,
    textDeadlineMs: options.textDeadlineMs ?? 60 * 60_000,
    callTimeoutMs,
    settleAfterMs: options.settleAfterMs ?? 60_000,
  }
  const leases = createLeases({ workspaceId, leaseMs, callTimeoutMs, clock, logger, storage })
  const hands = createHands(leases)
  const deps: FlowDeps = {
    storage,
    starter: createStarter({ hands, outside, queue, leaseMs }),
    queue,
    clock,
    logger,
    telemetry,
    newId,
    lines: lineBook,
    members: createMemberBook(),
    settings,
    mediaUrl: `${publicUrl}${basePath}/media`,
    emit(event) {
      if (event.name === 'settings.changed') settings.forget()
      host.emit(event)
    },
  }
  const housekeeping = createHousekeeping(deps, outside, { workspaceId, retention, leaseMs })
  const route = createRouter({
    publicUrl,
    basePath,
    logger,
    telemetry,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    chat(request) {
      housekeeping.heard()
      return receiveFromChat(deps, chat, workspaceId, request)
    },
    media: (method, request) => serveMedia(deps, chat, workspaceId, method, request),
    sms(provider, request) {
      housekeeping.heard()
      return receiveFromProvider(deps, { providers, workspaceId }, provider, request)
    },
  })
  let isStopping = false

  return {
    fetch: async (request) => toResponse(await route(fromRequest(request))),
    nodeHandler: answerWith((incoming) => route(fromNode(incoming))),
    async start() {
      isStopping = false
      if (!options.storage)
        logger.warn({}, 'Everything is kept in memory: it is lost on restart. Pass a storage to keep it.')
      const settings = { workspaceId, callTimeoutMs, leaseMs, leases, random, hands, isStopping: () => isStopping }
      await prepareProviders(providers, logger)
      if (isStopping) return
      drains.start(createDrain(deps, outside, settings))
      hands.open()
      await housekeeping.start()
    },
    async stop() {
      isStopping = true
      await Promise.all([housekeeping.stop(), hands.close()])
      await drains.stop()
      leases.stop()
    },
    send: (request) => sendFromHost(deps, workspaceId, request),
    status: () => readStatus(deps, workspaceId),
    metrics: (query) => inTransaction(deps, workspaceId, (flow) => readMetrics(flow, query)),
    deadEffects: () => listDeadEffects(deps, workspaceId),
    retryDeadEffect: (id) => retryDeadEffect(deps, workspaceId, id),
    broadcasts: broadcastsApi(deps, workspaceId),
    contacts: contactsApi(deps, workspaceId),
    conversations: conversationsApi(deps, chat, workspaceId),
    settings: settingsApi(deps, chat, workspaceId),
    templates: templatesApi(deps, workspaceId),
    texts: textsApi(deps, workspaceId),
    on: host.on,
    off: host.off,
  }
}

async function readStatus(deps: FlowDeps, workspaceId: string): Promise<DeskStatus> {
  const now = deps.clock.now()
  const due = await deps.storage.waitingLanes(workspaceId, now, 1_000)
  const dead = await listDeadEffects(deps, workspaceId)
  const lagMs = now.getTime() - (due[0]?.dueAt ?? now).getTime()
  return { dueLanes: due.length, lagMs, deadEffects: dead.length }
}

function logDrain(logger: Logger, error: unknown): void {
  logger.error({ error: errorName(error) }, 'A drain failed; a sweep resumes it.')
}
