import { ThreadlineError } from './errors.js'
import type { Line, Sender } from './domain/line.js'
import type { ChatAdapter } from './ports/chat-adapter.js'
import type { Clock } from './ports/clock.js'
import type { Logger } from './ports/logger.js'
import type { Queue } from './ports/queue.js'
import type { SmsProvider } from './ports/sms-provider.js'
import type { Storage } from './ports/storage.js'

/** A line, with what has a default left out at will. */
export interface LineOptions {
  /** Short id, unique among the lines; kept in storage. @defaultValue `main` */
  readonly id?: string
  /** Name people read. @defaultValue the id */
  readonly name?: string
  /** Our numbers, in order of preference; the first one sends. */
  readonly senders: readonly [Sender, ...Sender[]]
  /** Shared channel: an id, or a name with `#`. @defaultValue `#sms` */
  readonly channel?: string
  /** ISO 3166 alpha-2 country in which numbers without `+` are read. @defaultValue `US` */
  readonly defaultCountry?: string
  /** Milliseconds of quiet before a notification card is posted. @defaultValue 180000 */
  readonly notificationWindowMs?: number
}

export interface ThreadlineOptions {
  /** The workspace at the chat platform, such as a Slack team id. Every row is kept under it. */
  readonly workspaceId: string
  /** Origin at which senders of webhooks reach this host, such as `https://sms.example.com`. Signatures cover it. */
  readonly publicUrl: string
  /** Where the team works. */
  readonly chat: ChatAdapter
  /** Providers by a key of your choice; the key is the last part of the provider's webhook path. */
  readonly providers: Readonly<Record<string, SmsProvider>>
  readonly lines: readonly [LineOptions, ...LineOptions[]]
  /** Path in front of `/chat` and `/sms/<provider>`. @defaultValue `/threadline` */
  readonly basePath?: string
  /** Largest webhook taken, in bytes. @defaultValue 1048576 */
  readonly maxBodyBytes?: number
  /** Where everything is kept. @defaultValue in memory: lost on restart */
  readonly storage?: Storage
  /** What wakes drains. @defaultValue timers in this process */
  readonly queue?: Queue
  /** @defaultValue the system's */
  readonly clock?: Clock
  /** @defaultValue warnings and errors to the console, one JSON line each */
  readonly logger?: Logger
  /** Milliseconds after which a text that could not be handed over is given up, visibly. @defaultValue 3600000 */
  readonly textDeadlineMs?: number
  /** Milliseconds to wait for news of a text of unknown outcome before looking it up. @defaultValue 60000 */
  readonly settleAfterMs?: number
  /** Chance for back-off jitter, from 0 to 1. @defaultValue `Math.random` */
  readonly random?: () => number
}

/** Checks the options and fills the defaults of lines. @throws {@link ThreadlineError} `configuration.invalid` */
export function readLines(options: ThreadlineOptions): readonly [Line, ...Line[]] {
  const [first, ...rest] = options.lines ?? []
  if (!first) throw invalid('lines must have at least one line')
  const lines = [readLine(first, options), ...rest.map((line) => readLine(line, options))] as const
  const ids = new Set(lines.map((line) => line.id))
  if (ids.size < lines.length) throw invalid('every line needs an id of its own')
  requireOwnSenders(lines)
  return lines as readonly [Line, ...Line[]]
}

function readLine(options: LineOptions, { providers }: ThreadlineOptions): Line {
  const id = options.id ?? 'main'
  const notificationWindowMs = options.notificationWindowMs ?? 180_000
  if (!options.senders?.[0]) throw invalid(`line “${id}” needs at least one sender`)
  for (const { provider, address } of options.senders) {
    if (!Object.hasOwn(providers, provider))
      throw invalid(`line “${id}” sends by “${provider}”, which is not in providers`)
    if (!/^(\+[1-9]\d{1,14}|[A-Za-z0-9 ]{2,34})$/.test(address)) {
      throw invalid(`line “${id}” needs its numbers in full, with + and country code, such as +14155550100`)
    }
  }
  const defaultCountry = options.defaultCountry ?? 'US'
  if (!/^[A-Z]{2}$/.test(defaultCountry))
    throw invalid(`line “${id}”: defaultCountry is two capital letters, such as US`)
  if (!(notificationWindowMs >= 0)) throw invalid(`line “${id}”: notificationWindowMs cannot be negative`)
  const { channel = '#sms', name = id, senders } = options
  return { id, name, senders, channel, defaultCountry, notificationWindowMs }
}

function requireOwnSenders(lines: readonly Line[]): void {
  const senders = lines.flatMap((line) => line.senders.map(({ provider, address }) => `${provider} ${address}`))
  if (new Set(senders).size < senders.length) throw invalid('two lines cannot share a number')
}

/** The public origin without a slash at its end. */
export function readPublicUrl({ publicUrl }: ThreadlineOptions): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/') {
    throw invalid('publicUrl is an origin such as https://sms.example.com; put a path into basePath')
  }
  return url.origin
}

export function invalid(what: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', `Threadline cannot start: ${what}.`)
}
