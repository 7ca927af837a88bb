import type { Agent } from 'node:http'
import { type RateLimit, ThreadlineError } from '@threadline/core'

/** A status whose word Threadline does not know. */
export interface UnreadStatus {
  readonly externalId: string
  /** Our own id of the message, where it came back. */
  readonly reference?: string
  /** The vendor's word. */
  readonly rawStatus: string
}

interface CommonOptions {
  /** Classic: an access key. Bird: a key that begins with `bk_`. */
  readonly apiKey: string
  /**
   * Signs the webhooks. Classic: the account's signing key. Bird: the endpoint's secret, which begins with `whsec_`.
   * While it is being rotated, a list: webhooks signed with any of them are believed.
   */
  readonly signingKey: string | readonly string[]
  /**
   * Where the API is, without its version. For a sandbox or a test.
   *
   * @defaultValue `https://rest.messagebird.com`, or Bird's address for the region in the key
   */
  readonly apiUrl?: string
  /**
   * Milliseconds a whole call may take, from the look-up of the host name to the last byte of the answer.
   *
   * @defaultValue 10000
   */
  readonly timeoutMs?: number
  /**
   * Longest text in UTF-16 units. Whatever it says, a text has nine segments at most (classic), or twelve (Bird): with a
   * character outside the GSM alphabet that is less than half as much.
   *
   * @defaultValue 1377 (classic), 1836 (Bird)
   */
  readonly maxTextLength?: number
  /**
   * Segments a second that each sender takes, shared by all processes: a text waits here for its turn, in order, rather than
   * being refused. It depends on the country, the kind of number and its registration.
   *
   * @defaultValue as many as come
   */
  readonly segmentsPerSecond?: number
  /**
   * The vendor answers STOP, START and HELP itself. Set it to `false` for senders where it does not.
   *
   * @defaultValue true
   */
  readonly sendsOptOutReplies?: boolean
  /**
   * Connections to the API: for a proxy or a private certificate authority. Without it every call has a connection of
   * its own, so that a text is never written to an idle connection the other side has just closed.
   */
  readonly agent?: Agent
  /**
   * Told of statuses that bear a word this version does not know; they change nothing else.
   *
   * @defaultValue a process warning (`THREADLINE_MESSAGEBIRD_STATUS`), once per word
   */
  readonly onUnreadStatus?: (status: UnreadStatus) => void
  /**
   * The time.
   *
   * @defaultValue the system's
   */
  readonly now?: () => Date
}

/** MessageBird's REST API, `rest.messagebird.com`. */
export interface ClassicOptions extends CommonOptions {
  readonly api: 'classic'
  /**
   * The senders are enabled for MMS, which MessageBird has in the US and Canada.
   *
   * @defaultValue false: words only
   */
  readonly mms?: boolean
  /**
   * Hosts that serve the pictures customers send, beside MessageBird's own. They are not given the API key.
   *
   * @defaultValue none
   */
  readonly mediaHosts?: readonly string[]
}

/** Bird's API, `https://{region}.platform.bird.com`. */
export interface BirdOptions extends CommonOptions {
  readonly api: 'bird'
  /**
   * Why texts are sent. Carriers see it, and a registered sender has to be registered for it.
   *
   * @defaultValue `service`
   */
  readonly category?: 'transactional' | 'marketing' | 'authentication' | 'service'
}

export type MessagebirdOptions = ClassicOptions | BirdOptions

interface CommonSettings {
  readonly apiKey: string
  readonly signingKeys: readonly string[]
  readonly timeoutMs: number
  readonly maxTextLength: number
  readonly segmentRate: RateLimit | undefined
  readonly sendsOptOutReplies: boolean
  readonly agent: Agent | undefined
  readonly onUnreadStatus: (status: UnreadStatus) => void
  readonly now: () => Date
}

/** The options for the classic API, checked, with every default filled in. */
export interface ClassicSettings extends CommonSettings {
  readonly api: 'classic'
  readonly apiUrl: string
  readonly mms: boolean
  readonly mediaHosts: readonly string[]
}

/** The options for Bird's API, checked, with every default filled in. */
export interface BirdSettings extends CommonSettings {
  readonly api: 'bird'
  /** Absent: the SDK takes it from the region in the key. */
  readonly apiUrl: string | undefined
  readonly category: NonNullable<BirdOptions['category']>
}

/** Segments of the longest texts. Bird's API reference gives twelve. */
export const mostSegments = { classic: 9, bird: 12 } as const

const categories: readonly unknown[] = ['transactional', 'marketing', 'authentication', 'service']

/** Checks the options and fills in the defaults. What it throws never repeats a value. */
export function parseOptions(options: MessagebirdOptions): ClassicSettings | BirdSettings {
  switch (options.api) {
    case 'classic':
      return {
        ...commonSettings(options, secret),
        api: 'classic',
        apiUrl: baseUrl(options.apiUrl ?? 'https://rest.messagebird.com'),
        mms: options.mms ?? false,
        mediaHosts: (options.mediaHosts ?? []).map(hostName),
      }
    case 'bird':
      return {
        ...commonSettings(options, birdSecret),
        api: 'bird',
        apiKey: birdKey(options.apiKey, options.apiUrl !== undefined),
        apiUrl: options.apiUrl === undefined ? undefined : baseUrl(options.apiUrl),
        category: category(options.category ?? 'service'),
      }
    default:
      options satisfies never
      throw invalid("api must be 'classic' (rest.messagebird.com) or 'bird' (platform.bird.com).")
  }
}

function commonSettings(options: MessagebirdOptions, check: (value: unknown, name: string) => string): CommonSettings {
  const most = mostSegments[options.api] * 153
  return {
    apiKey: secret(options.apiKey, 'apiKey'),
    signingKeys: signingKeys(options.signingKey, check),
    timeoutMs: wholeNumber(options.timeoutMs ?? 10_000, 'timeoutMs', 2 ** 31 - 1),
    maxTextLength: wholeNumber(options.maxTextLength ?? most, 'maxTextLength', most),
    segmentRate: segmentRate(options.segmentsPerSecond),
    sendsOptOutReplies: options.sendsOptOutReplies ?? true,
    agent: options.agent,
    onUnreadStatus: options.onUnreadStatus ?? warnOncePerWord(),
    now: options.now ?? (() => new Date()),
  }
}

function segmentRate(perSecond: number | undefined): RateLimit | undefined {
  if (perSecond === undefined) return undefined
  const permits = wholeNumber(perSecond, 'segmentsPerSecond', 1_000)
  return { permits, perMs: 1_000, burst: permits }
}

function signingKeys(value: unknown, check: (value: unknown, name: string) => string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw invalid('signingKey must not be an empty list.')
  return list.map((key) => check(key, 'signingKey'))
}

function secret(value: unknown, name: string): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value
  throw invalid(`${name} must not be empty, nor hold spaces or line breaks.`)
}

function birdSecret(value: unknown, name: string): string {
  if (typeof value === 'string' && /^whsec_[0-9A-Za-z+/]{16,}={0,2}$/.test(value)) return value
  throw invalid(`${name} must be whsec_ followed by base64, as Bird shows it for the webhook endpoint.`)
}

function birdKey(value: unknown, hasAddress: boolean): string {
  const key = secret(value, 'apiKey')
  if (hasAddress || /^bk_[a-z0-9]+_./.test(key)) return key
  throw invalid('apiKey must be bk_, the region and the key, as in bk_eu1_…; other keys need an apiUrl.')
}

/** Without a slash at its end. The version of Bird's API belongs to the SDK, so it does not go in here. */
function baseUrl(value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (isPlain && !/\/v1\/?$/.test(url.pathname)) return url.href.replace(/\/+$/, '')
  throw invalid('apiUrl must be an address such as http://127.0.0.1:4010/bird, without credentials, version or query.')
}

function hostName(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-z-]+(\.[0-9a-z-]+)+$/i.test(value)) return value.toLowerCase()
  throw invalid('mediaHosts must be names of hosts, such as files.example.com.')
}

function category(value: NonNullable<BirdOptions['category']>): NonNullable<BirdOptions['category']> {
  if (categories.includes(value)) return value
  throw invalid('category must be transactional, marketing, authentication or service.')
}

function wholeNumber(value: unknown, name: string, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value
  throw invalid(`${name} must be a whole number from 1 to ${most}.`)
}

function warnOncePerWord(): (status: UnreadStatus) => void {
  const warned = new Set<string>()
  return ({ rawStatus }) => {
    if (warned.has(rawStatus)) return
    warned.add(rawStatus)
    process.emitWarning(
      `MessageBird reported the message status "${rawStatus}", which this version of Threadline does not know. ` +
        'The message keeps its last known status.',
      { code: 'THREADLINE_MESSAGEBIRD_STATUS' },
    )
  }
}

function invalid(sentence: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', `MessageBird: ${sentence}`)
}
