import { BasicTracerProvider, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { trace } from '@opentelemetry/api'
import type { HostStep } from './host-process.js'

/** Tells of every webhook and effect as it ends, as any OpenTelemetry exporter would hear of it. */
export function tellSteps(tell: (step: HostStep) => void): void {
  const exporter = {
    export(spans: readonly ReadableSpan[], done: (result: { readonly code: number }) => void) {
      for (const span of spans) tell(stepOf(span))
      done({ code: 0 })
    },
    shutdown: () => Promise.resolve(),
  }
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
}

function stepOf(span: ReadableSpan): HostStep {
  const { door, effect, outcome, status } = span.attributes
  return {
    name: span.name.endsWith('.webhook')
      ? `webhook from ${door === 'chat' ? 'Slack' : 'the carrier'}`
      : `effect ${String(effect)}`,
    outcome: String(outcome ?? status ?? ''),
    startedAt: milliseconds(span.startTime),
    durationMs: milliseconds(span.duration),
  }
}

const milliseconds = ([seconds, nanoseconds]: readonly [number, number]): number => seconds * 1_000 + nanoseconds / 1e6
