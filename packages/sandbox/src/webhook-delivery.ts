import type { Clock } from '@threadline/core'
import { newTraceId, traceHeader, traceparentOf } from './trace.js'

/** One request of a webhook, for the log. */
export interface Delivery {
  readonly name: string
  /** Empty when the request could not be made, as with a malformed address. */
  readonly url: string
  readonly at: Date
  /** 0 for the first delivery and its duplicates, then 1, 2, 3 for retries. */
  readonly attempt: number
  readonly isForged: boolean
  /** HTTP status of the answer; absent when none came. */
  readonly status?: number
  /** Milliseconds until the answer was there, or was given up. */
  readonly durationMs: number
  /** Stands in its `traceparent`, for whoever follows what came of it. */
  readonly traceId: string
  /** What it tells about: see `about` of a webhook. */
  readonly about?: string
}

/** What came of one request. */
export interface Tried {
  readonly isAccepted: boolean
  /** Why it was not accepted; empty when it was. */
  readonly reason: string
  readonly response?: Response
  readonly delivery: Pick<Delivery, 'url' | 'at' | 'status' | 'durationMs' | 'traceId'>
}

/** Builds one request, sends it and reads its whole answer, giving up after `timeoutMs` milliseconds on the clock. Never throws. */
export async function deliverOnce(
  build: () => Promise<Request>,
  options: {
    readonly clock: Clock
    readonly fetch: typeof fetch
    readonly timeoutMs: number
    readonly signal: AbortSignal
  },
): Promise<Tried> {
  const at = options.clock.now()
  const tooSlow = new AbortController()
  const cancel = options.clock.setTimer(new Date(at.getTime() + options.timeoutMs), () => tooSlow.abort())
  const startedAtMs = performance.now()
  const traceId = newTraceId()
  const delivery = () => ({ url, at, traceId, durationMs: performance.now() - startedAtMs })
  let url = ''
  try {
    const request = await build()
    request.headers.set(traceHeader, traceparentOf(traceId))
    url = request.url
    const answer = await options.fetch(request, {
      signal: AbortSignal.any([tooSlow.signal, options.signal]),
    })
    const response = await readWhole(answer)
    const reason = response.ok ? '' : 'http_error'
    return {
      isAccepted: response.ok,
      reason,
      response,
      delivery: { ...delivery(), status: response.status },
    }
  } catch {
    return {
      isAccepted: false,
      reason: tooSlow.signal.aborted ? 'http_timeout' : 'connection_failed',
      delivery: delivery(),
    }
  } finally {
    cancel()
  }
}

/** A copy whose body is in memory, so that the connection is free and nobody has to read it. */
async function readWhole(answer: Response): Promise<Response> {
  const body = await answer.arrayBuffer()
  const { status, headers } = answer
  return new Response(body.byteLength > 0 ? body : null, { status, headers })
}
