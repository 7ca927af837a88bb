import { randomBytes } from 'node:crypto'

/**
 * A header that says which trace a request belongs to, a new one each time. A host with OpenTelemetry goes on with it, and
 * puts the like into its own calls.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export const traceHeader = 'traceparent'

/** The id of a new trace. */
export const newTraceId = (): string => randomBytes(16).toString('hex')

export const traceparentOf = (traceId: string): string => `00-${traceId}-${randomBytes(8).toString('hex')}-01`

/** The trace that a request says it belongs to. */
export function traceIdOf(headers: Headers): string | undefined {
  return /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(headers.get(traceHeader) ?? '')?.[1]
}
