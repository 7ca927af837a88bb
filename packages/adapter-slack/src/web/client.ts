import type { WebClient } from '@slack/web-api'
import { createTransport } from './transport.js'

/** What a client of the Web API needs. */
export interface ClientSettings {
  readonly botToken: string
  readonly apiUrl: string
  readonly timeoutMs: number
}

/**
 * Loads Slack's SDK and makes a client that does each call once: the SDK's own defaults would repeat a post for half
 * an hour, wait for ever, and hold up every other call after one rate limit.
 */
export async function loadClient({ botToken, apiUrl, timeoutMs }: ClientSettings): Promise<WebClient> {
  const { LogLevel, WebClient } = await import('@slack/web-api')
  return new WebClient(botToken, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: createTransport(apiUrl, timeoutMs),
    logger: silentLogger(LogLevel.ERROR),
  })
}

/** A logger that says nothing: the SDK's own prints texts. */
export function silentLogger<Level>(level: Level) {
  const ignore = () => {}
  return {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore,
    setLevel: ignore,
    setName: ignore,
    getLevel: () => level,
  }
}
