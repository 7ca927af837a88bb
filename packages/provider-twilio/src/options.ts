import type { Agent } from 'node:http'
import { ThreadlineError, type RateLimit } from '@threadline/core'

/** A Twilio API key, for calls that should not use the auth token. */
export interface TwilioApiKey {
  /** Begins with `SK`. */
  readonly sid: string
  readonly secret: string
}

/** A status callback whose status word Threadline does not know. */
export interface UnreadStatus {
  readonly externalId: string
  /** Our own id of the message, where it came back. */
  readonly reference?: string
  /** Twilio's word. */
  readonly rawStatus: string
}

export interface TwilioOptions {
  /** The account that owns the numbers; begins with `AC`. */
  readonly accountSid: string
  /**
   * The account's auth token. While it is being rotated, a list: the first one is used for calls, and webhooks signed
   * with any of them are believed.
   */
  readonly authToken: string | readonly string[]
  /** Used for calls instead of the auth token. Webhooks are always signed with the auth token. */
  readonly apiKey?: TwilioApiKey
  /**
   * Where Twilio's API is, up to but without its version. For another region, a sandbox or a test.
   *
   * @defaultValue `https://api.twilio.com`
   */
  readonly apiUrl?: string
  /**
   * Milliseconds a whole call may take, from the look-up of the host name to the last byte of the answer.
   *
   * @defaultValue 10000
   */
  readonly timeoutMs?: number
  /**
   * Longest text in UTF-16 units. Twilio takes no more than 1600.
   *
   * @defaultValue 1600
   */
  readonly maxTextLength?: number
  /**
   * Segments a second that each sender takes, shared by all processes: a text waits here for its turn, in order, rather than
   * in Twilio's queue. A long code in the US takes 1, a toll-free number 3. https://www.twilio.com/docs/glossary/what-is-mps
   *
   * @defaultValue as many as come: Twilio queues them, for up to ten hours
   */
  readonly segmentsPerSecond?: number
  /**
   * Twilio answers STOP, START and HELP itself, as it does unless it was asked not to. Set it to `false` for senders
   * where it does not, such as short codes with a keyword handling of their own.
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
   * Told of status callbacks that bear a word this version does not know; they change nothing else.
   *
   * @defaultValue a process warning (`THREADLINE_TWILIO_STATUS`), once per word
   */
  readonly onUnreadStatus?: (status: UnreadStatus) => void
  /**
   * The time.
   *
   * @defaultValue the system's
   */
  readonly now?: () => Date
}

/** The options, checked, with every default filled in. */
export interface Settings {
  readonly accountSid: string
  readonly authTokens: readonly [string, ...string[]]
  readonly username: string
  readonly password: string
  readonly apiUrl: string
  readonly timeoutMs: number
  readonly maxTextLength: number
  readonly segmentRate: RateLimit | undefined
  readonly sendsOptOutReplies: boolean
  readonly agent: Agent | undefined
  readonly onUnreadStatus: (status: UnreadStatus) => void
  readonly now: () => Date
}

/** Twilio's own limit: https://www.twilio.com/docs/api/errors/21617 */
const longestText = 1600

/** Checks the options and fills in the defaults. What it throws never repeats a value. */
export function parseOptions(options: TwilioOptions): Settings {
  const accountSid = sid(options.accountSid, 'AC', 'accountSid')
  const authTokens = tokens(options.authToken)

  return {
    accountSid,
    authTokens,
    username: options.apiKey ? sid(options.apiKey.sid, 'SK', 'apiKey.sid') : accountSid,
    password: options.apiKey ? secret(options.apiKey.secret, 'apiKey.secret') : authTokens[0],
    apiUrl: baseUrl(options.apiUrl ?? 'https://api.twilio.com'),
    timeoutMs: wholeNumber(options.timeoutMs ?? 10_000, 'timeoutMs', 2 ** 31 - 1),
    maxTextLength: wholeNumber(options.maxTextLength ?? longestText, 'maxTextLength', longestText),
    segmentRate: segmentRate(options.segmentsPerSecond),
    sendsOptOutReplies: options.sendsOptOutReplies ?? true,
    agent: options.agent,
    onUnreadStatus: options.onUnreadStatus ?? warnOncePerWord(),
    now: options.now ?? (() => new Date()),
  }
}

/** A burst of what a sender takes in three seconds: Twilio queues that much without anybody noticing. */
function segmentRate(perSecond: number | undefined): RateLimit | undefined {
  if (perSecond === undefined) return undefined
  const permits = wholeNumber(perSecond, 'segmentsPerSecond', 1_000)
  return { permits, perMs: 1_000, burst: 3 * permits }
}

function sid(value: unknown, prefix: string, name: string): string {
  if (typeof value === 'string' && value.startsWith(prefix) && /^[0-9a-zA-Z]{34}$/.test(value)) return value
  throw invalid(`${name} must be ${prefix} followed by 32 letters and digits, as Twilio's console shows it.`)
}

function tokens(value: unknown): readonly [string, ...string[]] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  const [first, ...others] = list.map((token) => secret(token, 'authToken'))
  if (first === undefined) throw invalid('authToken must not be an empty list.')
  return [first, ...others]
}

function secret(value: unknown, name: string): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value
  throw invalid(`${name} must not be empty, nor hold spaces or line breaks.`)
}

/** Without a slash at its end. The version of the API belongs to the SDK, so it does not go in here. */
function baseUrl(value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
  if (isPlain && !url.pathname.includes('/2010-04-01')) return url.href.replace(/\/+$/, '')
  throw invalid(
    'apiUrl must be an address such as http://127.0.0.1:4010/twilio, without credentials, version or query.',
  )
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
      `Twilio reported the message status "${rawStatus}", which this version of Threadline does not know. ` +
        'The message keeps its last known status.',
      { code: 'THREADLINE_TWILIO_STATUS' },
    )
  }
}

function invalid(sentence: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', `Twilio: ${sentence}`)
}
