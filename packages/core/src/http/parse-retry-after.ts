const dayMs = 24 * 60 * 60 * 1000

/**
 * Reads a `Retry-After` header, seconds or an HTTP date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 *
 * @returns milliseconds from now, at most a day; `undefined` without a readable header
 */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), dayMs)
}
