import type { SocketModeClient } from '@slack/socket-mode'
import { ThreadlineError, type Logger } from '@threadline/core'
import { classify } from './errors.js'
import { parseMilliseconds, parseSecrets, parseToken, parseUrl } from './options.js'
import { keepConnected, type KeptConnection } from './socket-connection.js'
import { acknowledge } from './socket-delivery.js'
import { silentLogger } from './web/client.js'

/** How {@link slackSocketMode} is set up. */
export interface SlackSocketModeOptions {
  /** App-level token with `connections:write` (`xapp-…`, "Basic Information" of the app's page). */
  readonly appToken: string
  /** The signing secret that the adapter is given, or the list; the first one signs. */
  readonly signingSecret: string | readonly string[]
  /**
   * Takes each envelope as the request Slack would have made over HTTP, such as the `fetch` of the app. A 2xx
   * acknowledges it, with the body of the response; after anything else Slack delivers it again.
   */
  readonly deliver: (request: Request) => Promise<Response>
  /**
   * URL of those requests: the one under which `deliver` serves Slack's webhook. Nothing is sent to it.
   *
   * @defaultValue 'http://localhost/threadline/chat'
   */
  readonly url?: string
  /**
   * Base URL of Slack's Web API, for a sandbox or a proxy.
   *
   * @defaultValue 'https://slack.com/api/'
   */
  readonly apiUrl?: string
  /**
   * Milliseconds after which asking Slack for a socket is given up.
   *
   * @defaultValue 10_000
   */
  readonly timeoutMs?: number
  /**
   * The time, for signatures. The same as the adapter's.
   *
   * @defaultValue the system's
   */
  readonly now?: () => Date
  /**
   * Where connection trouble goes. Never bodies or tokens.
   *
   * @defaultValue nowhere
   */
  readonly logger?: Logger
}

/** A connection to Slack that needs no public URL. */
export interface SlackSocketMode {
  /**
   * Connects, and stays connected until {@link stop}.
   *
   * @throws ThreadlineError `configuration.invalid` when Slack does not take the token or a package is missing, and
   * `not_ready` when Slack cannot be reached.
   */
  start(): Promise<void>
  /** Waits for what is being delivered, then disconnects. */
  stop(): Promise<void>
}

/**
 * Receives Slack's events over a socket instead of HTTP, through the same door. Needs the optional packages
 * `@slack/socket-mode` and `undici`.
 *
 * @throws ThreadlineError `configuration.invalid` when an option is unusable; its message never shows a credential.
 * @see https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export function slackSocketMode(options: SlackSocketModeOptions): SlackSocketMode {
  const settings = settingsOf(options)
  const deliveries = new Set<Promise<void>>()
  let connection: Promise<KeptConnection> | undefined

  function receive(received: unknown): void {
    const delivery = acknowledge(settings, received).finally(() => deliveries.delete(delivery))
    deliveries.add(delivery)
  }

  async function connect(): Promise<KeptConnection> {
    const client = await loadClient(settings)
    return keepConnected(client, { receive, describeFailure, logger: settings.logger })
  }

  return {
    async start() {
      connection ??= connect()
      await connection.catch((error: unknown) => {
        connection = undefined
        throw error
      })
    },
    async stop() {
      const stopping = connection
      connection = undefined
      const connected = await stopping?.catch(() => undefined)
      connected?.stopReceiving()
      await Promise.all(deliveries)
      await connected?.disconnect()
    },
  }
}

type SocketSettings = ReturnType<typeof settingsOf>

function settingsOf(options: SlackSocketModeOptions) {
  const [signingSecret = ''] = parseSecrets(options.signingSecret)
  return {
    appToken: parseToken('appToken', options.appToken),
    signingSecret,
    deliver: options.deliver,
    url: parseUrl('url', options.url ?? 'http://localhost/threadline/chat'),
    apiUrl: parseUrl('apiUrl', options.apiUrl ?? 'https://slack.com/api/'),
    timeoutMs: parseMilliseconds('timeoutMs', options.timeoutMs ?? 10_000, 1),
    now: options.now ?? (() => new Date()),
    logger: options.logger,
  }
}

/** The SDK's own reconnecting can end the process when it fails, so it is off. */
async function loadClient({ appToken, apiUrl, timeoutMs }: SocketSettings): Promise<SocketModeClient> {
  const { LogLevel, SocketModeClient } = await importSocketMode()
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: silentLogger(LogLevel.ERROR),
    clientOptions: {
      slackApiUrl: apiUrl,
      timeout: timeoutMs,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
  })
}

async function importSocketMode() {
  try {
    return await import('@slack/socket-mode')
  } catch (cause) {
    const message = 'Socket Mode needs two more packages: npm install @slack/socket-mode undici'
    throw new ThreadlineError('configuration.invalid', message, { cause })
  }
}

/** Why connecting failed, as an error that may be shown: the SDK's own may hold the token. */
function describeFailure(error: unknown): ThreadlineError {
  const { failure } = classify(error)
  const code = failure.code ? ` (${failure.code})` : ''
  return failure.category === 'auth' || failure.category === 'missing-scope'
    ? new ThreadlineError('configuration.invalid', `Slack does not take the app-level token${code}. Make a new one.`)
    : new ThreadlineError('not_ready', `Slack gave no socket${code}. Is Socket Mode on in the settings of the app?`)
}
