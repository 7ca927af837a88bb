import { EventEmitter } from 'eventemitter3'
import { consoleLogger } from './console-logger.js'
import type { HostEvents } from './domain/host-event.js'
import { createDrain } from './effects/dispatcher.js'
import type { Outside } from './effects/step.js'
import type { FlowDeps } from './flows/flow.js'
import { createLineBook } from './flows/line-book.js'
import { saveContact, type ContactToSave } from './flows/save-contact.js'
import { sendFromHost, type SendRequest, type SendResult } from './flows/send-from-host.js'
import { memoryQueue } from './memory/memory-queue.js'
import { memoryStorage } from './memory/memory-storage.js'
import { systemClock } from './memory/system-clock.js'
import { createHousekeeping } from './housekeeping.js'
import { newId } from './new-id.js'
import { createNodeHandler } from './node-handler.js'
import { invalid, readLines, readPublicUrl, type ThreadlineOptions } from './options.js'
import { receiveFromChat } from './webhooks/chat-door.js'
import { createRouter } from './webhooks/router.js'
import { receiveFromProvider } from './webhooks/sms-door.js'

/** A running desk: a number inside chat. */
export interface Threadline {
  /** Answers webhooks: `<basePath>/chat` and `<basePath>/sms/<provider>`. Works before `start()`, too. */
  fetch(request: Request): Promise<Response>
  /** The same for `node:http`, Express and the like. Needs the raw body. */
  readonly nodeHandler: ReturnType<typeof createNodeHandler>
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
  /**
   * Adds a contact, or changes the name of the one with that number.
   *
   * @throws `ThreadlineError` `send.invalid_recipient` when the number cannot be read
   */
  saveContact(contact: ContactToSave): Promise<{ readonly contactId: string }>
  on<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
  off<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
}

/** Longer than any call can take: the adapters' own time limits are far below. */
const leaseMs = 60_000

/**
 * Builds a desk from its parts. The only place that knows every room of the house.
 *
 * @throws `ThreadlineError` `configuration.invalid`, with what to change
 */
export function createThreadline(options: ThreadlineOptions): Threadline {
  if (!options.workspaceId) throw invalid('workspaceId is missing')
  const lines = readLines(options)
  const publicUrl = readPublicUrl(options)
  const {
    basePath = '/threadline',
    chat,
    clock = systemClock,
    logger = consoleLogger(),
    providers,
    workspaceId,
  } = options
  const queue =
    options.queue ?? memoryQueue({ clock, onError: () => logger.error({}, 'A drain failed; a sweep will resume it.') })
  const storage = options.storage ?? memoryStorage()
  const emitter = new EventEmitter<HostEvents>()

  const deps: FlowDeps = {
    storage,
    queue,
    clock,
    logger,
    newId,
    lines: createLineBook(lines, (provider) => providers[provider]?.capabilities.maxTextLength ?? 0),
    emit({ name, event }) {
      try {
        emitter.emit(name, event as never)
      } catch {
        logger.error({ event: name }, 'A listener of the host threw.')
      }
    },
  }
  const outside: Outside = {
    chat,
    providers,
    webhookUrl: (provider) => `${publicUrl}${basePath}/sms/${encodeURIComponent(provider)}`,
    textDeadlineMs: options.textDeadlineMs ?? 60 * 60_000,
    settleAfterMs: options.settleAfterMs ?? 60_000,
  }
  const fetch = createRouter({
    publicUrl,
    basePath,
    logger,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    chat: (request) => receiveFromChat(deps, chat, workspaceId, request),
    sms: (provider, request) => receiveFromProvider(deps, { providers, workspaceId }, provider, request),
  })
  const housekeeping = createHousekeeping(deps, outside, workspaceId)

  return {
    fetch,
    nodeHandler: createNodeHandler(fetch),
    async start() {
      if (!options.storage)
        logger.warn({}, 'Everything is kept in memory: it is lost on restart. Pass a storage to keep it.')
      queue.start(createDrain(deps, outside, { leaseMs, random: options.random ?? Math.random }))
      await housekeeping.start()
    },
    async stop() {
      housekeeping.stop()
      await queue.stop()
    },
    send: (request) => sendFromHost(deps, workspaceId, request),
    saveContact: (contact) => saveContact(deps, workspaceId, contact),
    on: (name, listener) => void emitter.on(name, listener as never),
    off: (name, listener) => void emitter.off(name, listener as never),
  }
}
