import { createPrivateKey } from 'node:crypto'
import type { Agent } from 'node:http'
import { type MediaCapability, type RateLimit, ThreadlineError } from '@threadline/core'
import { usualMedia } from './message.js'

/** A status webhook whose status word Threadline does not know. */
export interface UnreadStatus {
  readonly externalId: string
  /** Our own id of the message, where it came back. */
  readonly reference?: string
  /** Vonage's word. */
  readonly rawStatus: string
}

export interface VonageOptions {
  /** The account's API key, as the dashboard shows it. Webhooks of another account are refused. */
  readonly apiKey: string
  /**
   * The account's signature secret. While it is being rotated, a list: webhooks signed with any of them are believed.
   */
  readonly signatureSecret: string | readonly string[]
  /** The application the numbers are linked to. Its webhooks are the ones believed. Needs `privateKey`. */
  readonly applicationId?: string
  /** The application's private key, in PEM: signs the calls. */
  readonly privateKey?: string
  /** The account's API secret, for calls without an application. Not beside `applicationId`. */
  readonly apiSecret?: string
  /**
   * Where Vonage's API is, up to but without its version. For another region, a sandbox or a test.
   *
   * @defaultValue `https://api.nexmo.com`
   */
  readonly apiUrl?: string
  /**
   * Milliseconds a whole call may take, from the look-up of the host name to the last byte of the answer.
   *
   * @defaultValue 10000
   */
  readonly timeoutMs?: number
  /**
   * Longest text in UTF-16 units. Vonage takes no more than 1000.
   *
   * @defaultValue 1000
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
   * Vonage answers STOP and HELP itself: true for numbers with its Opt-Out Assist, which has to be asked for.
   *
   * @defaultValue false
   */
  readonly sendsOptOutReplies?: boolean
  /**
   * Which pictures and files may go along as MMS. `false` for numbers that cannot: MMS works in the USA and Canada only.
   * Vonage does not document sizes; the default is what every US carrier takes from every kind of number.
   *
   * @defaultValue 10 files of 600 kB together: JPEG, PNG, GIF, MP3, MP4, vCard
   */
  readonly media?: MediaCapability | false
  /**
   * Hosts whose files are fetched for texts that came in; one that begins with a dot stands for all hosts under it.
   * Always by https, never at a private address. The host of `apiUrl` is one too, however it is reached.
   *
   * @defaultValue `.nexmo.com` and `.vonage.com`
   */
  readonly mediaHosts?: readonly string[]
  /**
   * Milliseconds after which a signed webhook is no longer believed. Vonage sends a webhook that failed again for 24
   * hours, and does not say whether it signs it anew.
   *
   * @defaultValue 90000000, 25 hours
   */
  readonly maxWebhookAgeMs?: number
  /**
   * Connections to the API: for a proxy or a private certificate authority. Without it every call has a connection of
   * its own, so that a text is never written to an idle connection the other side has just closed.
   */
  readonly agent?: Agent
  /**
   * Told of status webhooks that bear a word this version does not know; they change nothing else.
   *
   * @defaultValue a process warning (`THREADLINE_VONAGE_STATUS`), once per word
   */
  readonly onUnreadStatus?: (status: UnreadStatus) => void
  /**
   * The time.
   *
   * @defaultValue the system's
   */
  readonly now?: () => Date
}

/** How calls show who makes them. */
export type Credentials =
  | { readonly type: 'application'; readonly applicationId: string; readonly privateKey: string }
  | { readonly type: 'account'; readonly apiKey: string; readonly apiSecret: string }

/** The options, checked, with every default filled in. */
export interface Settings {
  readonly apiKey: string
  readonly applicationId: string | undefined
  readonly credentials: Credentials
  readonly signatureSecrets: readonly string[]
  readonly apiUrl: string
  readonly timeoutMs: number
  readonly maxTextLength: number
  readonly segmentRate: RateLimit | undefined
  readonly sendsOptOutReplies: boolean
  readonly media: MediaCapability | undefined
  readonly mediaHosts: readonly string[]
  readonly maxWebhookAgeMs: number
  readonly agent: Agent | undefined
  readonly onUnreadStatus: (status: UnreadStatus) => void
  readonly now: () => Date
}

/** Vonage's own limit: https://developer.vonage.com/en/api/messages */
const longestText = 1000

/** Vonage's own hosts; the credentials go to no other, but for that of `apiUrl`. */
export const vonageHosts: readonly string[] = ['.nexmo.com', '.vonage.com']

const longestTimerMs = 2 ** 31 - 1
const hourMs = 60 * 60 * 1000

/** Checks the options and fills in the defaults. What it throws never repeats a value. */
export function parseOptions(options: VonageOptions): Settings {
  const apiKey = identifier(options.apiKey, 'apiKey')
  return {
    apiKey,
    applicationId: options.applicationId,
    credentials: credentialsOf(options, apiKey),
    signatureSecrets: secrets(options.signatureSecret),
    apiUrl: baseUrl(options.apiUrl ?? 'https://api.nexmo.com'),
    timeoutMs: wholeNumber(options.timeoutMs ?? 10_000, 'timeoutMs', longestTimerMs),
    maxTextLength: wholeNumber(options.maxTextLength ?? longestText, 'maxTextLength', longestText),
    segmentRate: segmentRate(options.segmentsPerSecond),
    sendsOptOutReplies: options.sendsOptOutReplies ?? false,
    media: options.media === false ? undefined : mediaCapability(options.media ?? usualMedia),
    mediaHosts: (options.mediaHosts ?? vonageHosts).map(hostName),
    maxWebhookAgeMs: wholeNumber(options.maxWebhookAgeMs ?? 25 * hourMs, 'maxWebhookAgeMs', 100 * 24 * hourMs),
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

function credentialsOf(options: VonageOptions, apiKey: string): Credentials {
  const { applicationId, privateKey, apiSecret } = options
  if (applicationId !== undefined && apiSecret === undefined) {
    return { type: 'application', applicationId: uuid(applicationId), privateKey: pem(privateKey) }
  }
  if (apiSecret !== undefined && applicationId === undefined && privateKey === undefined) {
    return { type: 'account', apiKey, apiSecret: secret(apiSecret, 'apiSecret') }
  }
  throw invalid('give either applicationId and privateKey, or apiSecret.')
}

function identifier(value: unknown, name: string): string {
  if (typeof value === 'string' && /^[0-9a-zA-Z]{4,64}$/.test(value)) return value
  throw invalid(`${name} must be letters and digits, as Vonage's dashboard shows it.`)
}

function uuid(value: unknown): string {
  if (typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value
  throw invalid("applicationId must be the application's id, such as aaaaaaaa-bbbb-cccc-dddd-0123456789ab.")
}

/** Line breaks that were written as `\n`, as in an environment variable, become ones. */
function pem(value: unknown): string {
  const text = typeof value === 'string' ? value.replaceAll('\\n', '\n').trim() : ''
  try {
    if (createPrivateKey(text).asymmetricKeyType === 'rsa') return text
  } catch {
    // The reason could quote the key.
  }
  throw invalid('privateKey must be the RSA key of the application, from BEGIN PRIVATE KEY to END PRIVATE KEY.')
}

function secrets(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (list.length === 0) throw invalid('signatureSecret must not be an empty list.')
  return list.map((item) => secret(item, 'signatureSecret'))
}

function secret(value: unknown, name: string): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value
  throw invalid(`${name} must not be empty, nor hold spaces or line breaks.`)
}

/** Without a slash at its end. The version of the API belongs to the SDK, so it does not go in here. */
function baseUrl(value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (isPlain && !/\/v\d/.test(url.pathname)) return url.href.replace(/\/+$/, '')
  throw invalid(
    'apiUrl must be an address such as http://127.0.0.1:4010/vonage, without credentials, version or query.',
  )
}

function mediaCapability({ maxCount, maxBytes, maxTotalBytes, contentTypes }: MediaCapability): MediaCapability {
  const types: readonly unknown[] = Array.isArray(contentTypes) ? contentTypes : []
  const areTypes = types.every((type) => typeof type === 'string' && /^[a-z]+\/(\*|[a-z0-9.+-]+)$/.test(type))
  if (types.length === 0 || !areTypes) throw invalid('media.contentTypes must be a list such as image/jpeg or image/*.')
  return {
    maxCount: wholeNumber(maxCount, 'media.maxCount', 100),
    maxTotalBytes: wholeNumber(maxTotalBytes, 'media.maxTotalBytes', 2 ** 31 - 1),
    maxBytes: wholeNumber(maxBytes, 'media.maxBytes', maxTotalBytes),
    contentTypes,
  }
}

function hostName(value: unknown): string {
  const host = typeof value === 'string' ? value.toLowerCase() : ''
  if (/^\.?([a-z0-9-]+\.)+[a-z]{2,}$/.test(host)) return host
  throw invalid('mediaHosts must be names such as media.example.com, or .example.com for all under it.')
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
      `Vonage reported the message status "${rawStatus}", which this version of Threadline does not know. ` +
        'The message keeps its last known status.',
      { code: 'THREADLINE_VONAGE_STATUS' },
    )
  }
}

function invalid(sentence: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', `Vonage: ${sentence}`)
}
