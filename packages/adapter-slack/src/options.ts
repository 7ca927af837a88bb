import { ThreadlineError, type Logger } from '@threadline/core'

/** How {@link slackAdapter} is set up. */
export interface SlackAdapterOptions {
  /** Bot token of the installed app (`xoxb-…`, "OAuth & Permissions" of the app's page). */
  readonly botToken: string
  /**
   * Signing secret of the app ("Basic Information"). Give a list while it is being rotated: a request signed with
   * any of them is believed.
   */
  readonly signingSecret: string | readonly string[]
  /**
   * Base URL of Slack's Web API, for a sandbox or a proxy.
   *
   * @defaultValue 'https://slack.com/api/'
   */
  readonly apiUrl?: string
  /**
   * Origin from which Slack serves files and to which it has them uploaded. The token is shown to no other.
   *
   * @defaultValue 'https://files.slack.com', or the origin of `apiUrl` when that is not Slack's
   */
  readonly filesUrl?: string
  /**
   * Milliseconds after which a call to Slack is given up. Its outcome is `unknown` then.
   *
   * @defaultValue 10_000
   */
  readonly timeoutMs?: number
  /**
   * Milliseconds that a post of unknown outcome is given to become visible. Only when it is absent after that does
   * `find` say that it is certainly not there.
   *
   * @defaultValue 1_500
   */
  readonly settleMs?: number
  /**
   * Id of the workspace the token belongs to (`T…`). When given, webhooks of other workspaces are acknowledged and
   * ignored, with a warning in the log.
   *
   * @defaultValue every workspace that signs with the secret
   */
  readonly workspaceId?: string
  /**
   * The time, for the age of signatures, caches and rate limits.
   *
   * @defaultValue the system's
   */
  readonly now?: () => Date
  /**
   * Where the few warnings go. Never bodies, names or tokens.
   *
   * @defaultValue nowhere
   */
  readonly logger?: Logger
}

/** Options with every default filled in. */
export interface Settings {
  readonly botToken: string
  readonly signingSecrets: readonly string[]
  readonly apiUrl: string
  /** Without a slash at its end. */
  readonly filesOrigin: string
  readonly timeoutMs: number
  readonly settleMs: number
  readonly workspaceId?: string
  readonly now: () => Date
  readonly logger?: Logger
}

/** Checks options. Throws `ThreadlineError` `configuration.invalid`; the message never shows a value that was given. */
export function settingsOf(options: SlackAdapterOptions): Settings {
  const { workspaceId, logger } = options
  const apiUrl = parseUrl('apiUrl', options.apiUrl ?? 'https://slack.com/api/')
  return {
    botToken: parseToken('botToken', options.botToken),
    signingSecrets: parseSecrets(options.signingSecret),
    apiUrl,
    filesOrigin: new URL(parseUrl('filesUrl', options.filesUrl ?? filesUrlBeside(apiUrl))).origin,
    timeoutMs: parseMilliseconds('timeoutMs', options.timeoutMs ?? 10_000, 1),
    settleMs: parseMilliseconds('settleMs', options.settleMs ?? 1_500, 0),
    now: options.now ?? (() => new Date()),
    ...(workspaceId === undefined ? {} : { workspaceId: parseWorkspaceId(workspaceId) }),
    ...(logger === undefined ? {} : { logger }),
  }
}

function filesUrlBeside(apiUrl: string): string {
  const { hostname, origin } = new URL(apiUrl)
  return hostname === 'slack.com' ? 'https://files.slack.com' : origin
}

/** A credential: printable characters without blanks, so that a pasted line break is found here and not at Slack. */
export function parseToken(name: string, value: unknown): string {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value
  throw invalid(`\`${name}\` must be a token without blanks. Copy it from the settings of the Slack app.`)
}

/** One secret or several; an empty one would let anybody sign. */
export function parseSecrets(value: unknown): readonly string[] {
  const secrets: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (secrets.length === 0) throw invalid('`signingSecret` must hold at least one secret.')
  return secrets.map((secret) => parseToken('signingSecret', secret))
}

/** An absolute http(s) URL without credentials in it. */
export function parseUrl(name: string, value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid(`\`${name}\` must be an absolute http or https URL.`)
  if (url.username || url.password) throw invalid(`\`${name}\` must not hold credentials.`)
  return url.href
}

/** A duration that fits into one timer of the platform. */
export function parseMilliseconds(name: string, value: unknown, minimum: number): number {
  if (typeof value === 'number' && value >= minimum && value <= 2 ** 31 - 1) return value
  throw invalid(`\`${name}\` must be a number of milliseconds from ${minimum} to ${2 ** 31 - 1}.`)
}

function parseWorkspaceId(value: unknown): string {
  if (typeof value === 'string' && /^[TE][A-Z0-9]+$/.test(value)) return value
  throw invalid('`workspaceId` must be the id of a Slack workspace: `T` and then capital letters and digits.')
}

function invalid(message: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', message)
}
