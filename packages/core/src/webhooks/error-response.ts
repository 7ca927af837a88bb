import { errorName } from '../domain/error-name.js'
import { ThreadlineError } from '../errors.js'
import type { Logger } from '../ports/logger.js'

/** Answers a webhook that failed: a clear 4xx for what is not believed, a 5xx for what the sender should bring again. */
export function errorResponse(error: unknown, door: string, logger: Logger): Response {
  if (!(error instanceof ThreadlineError)) {
    logger.error({ door, error: errorName(error) }, 'A webhook failed.')
    return new Response('Something failed here. Send it again.\n', { status: 500 })
  }
  const log = error.status >= 500 ? logger.error : logger.warn
  log.call(logger, { door, code: error.code, status: error.status }, 'A webhook was not taken.')
  return new Response(`${error.code}: ${error.message}\n`, { status: error.status, headers: headersOf(error) })
}

function headersOf({ retryAfterMs }: ThreadlineError): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': 'text/plain; charset=utf-8' }
  if (retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(retryAfterMs / 1_000))
  return headers
}
