import type { WebClient } from '@slack/web-api'
import { defaultRateLimitMs } from '../error-table.js'

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
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    fetch: fetchWithRetryAfter,
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

/** The SDK knows a 429 only by a readable `Retry-After`; without one it throws an error that is like any other. */
async function fetchWithRetryAfter(url: string | URL, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  if (response.status !== 429 || /^\d+/.test(response.headers.get('retry-after') ?? '')) return response
  await response.body?.cancel()
  const headers = { 'retry-after': String(defaultRateLimitMs / 1000) }
  return new Response(null, { status: 429, headers })
}
