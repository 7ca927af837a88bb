import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  TraceFlags,
  type Context,
  type TextMapPropagator,
} from '@opentelemetry/api'
import type { ContextOfCalls } from './context-of-calls.js'

/** A call by `fetch`, as Node tells of it before it leaves. */
interface FetchCall {
  addHeader(name: string, value: string): void
}

/**
 * Goes on with the trace that a request brings, and gives calls the trace that they belong to. A host of your own has
 * `@opentelemetry/instrumentation-http` and `-undici` for that, and the propagator of its SDK.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function joinTraces({ enter }: ContextOfCalls): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { readonly request: IncomingMessage }
    enter(contextOf(request.headers['traceparent']))
  })
  propagation.setGlobalPropagator(propagator)
  subscribe('undici:request:create', (message) => {
    const { request } = message as { readonly request: FetchCall }
    propagation.inject(context.active(), request, { set: (call, name, value) => call.addHeader(name, value) })
  })
}

/** For calls that core makes itself. */
const propagator: TextMapPropagator = {
  inject(of, carrier, setter) {
    const { spanId, traceId } = trace.getSpanContext(of) ?? {}
    if (traceId && spanId) setter.set(carrier, 'traceparent', `00-${traceId}-${spanId}-01`)
  },
  extract: (of) => of,
  fields: () => ['traceparent'],
}

function contextOf(traceparent: string | readonly string[] | undefined): Context {
  const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-/.exec(String(traceparent)) ?? []
  if (!traceId || !spanId) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true })
}
