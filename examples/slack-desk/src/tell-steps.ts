import { context, trace, type AttributeValue } from '@opentelemetry/api'
import { BasicTracerProvider, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import type { HostStep } from './host-process.js'
import { contextOfCalls } from './context-of-calls.js'
import { joinTraces } from './join-traces.js'

/** Tells of every webhook, transaction and effect as it ends, as any OpenTelemetry exporter would hear of it. */
export function tellSteps(tell: (step: HostStep) => void): void {
  const exporter = {
    export(spans: readonly ReadableSpan[], done: (result: { readonly code: number }) => void) {
      for (const span of spans) if (!isIdle(span)) tell(stepOf(span))
      done({ code: 0 })
    },
    shutdown: () => Promise.resolve(),
  }
  const calls = contextOfCalls()
  context.setGlobalContextManager(calls)
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  joinTraces(calls)
}

/** A look that found nothing to do, as a sweep takes many. */
function isIdle(span: ReadableSpan): boolean {
  return kindOf(span) === 'transaction' && !span.parentSpanContext && namesOf(span).length === 0
}

function stepOf(span: ReadableSpan): HostStep {
  const { begun, ended, id, message, queued } = span.attributes
  const own = id === undefined ? [] : [`effect:${String(id)}`]
  const about = message === undefined ? [] : [`message:${String(message)}`]
  const queuedOrEnded = [...listOf(queued), ...listOf(ended)].filter((name) => !servesMany.test(name))
  return {
    ...wordsFor(span),
    startedAt: milliseconds(span.startTime),
    durationMs: milliseconds(span.duration),
    links: [`trace:${span.spanContext().traceId}`, ...own, ...about, ...queuedOrEnded.map(linkOf)],
    mentions: listOf(begun).map(linkOf),
  }
}

/** One effect for many texts: who follows one of them does not want them all. */
const servesMany = /^(run-broadcast|show-broadcast|auto-close):/

function wordsFor(span: ReadableSpan): Pick<HostStep, 'name' | 'outcome'> {
  const { begun, door, effect, ended, outcome, queued, status } = span.attributes
  if (kindOf(span) === 'transaction') {
    const done = [`ended ${typesIn(ended)}`, `queued ${typesIn(queued)}`, `began ${typesIn(begun)}`]
    const words = done.filter((part) => !part.endsWith(' ')).join('; ')
    return { name: 'transaction', outcome: outcome === undefined ? words || 'nothing new' : String(outcome) }
  }
  const from = door === 'chat' ? 'Slack' : 'the carrier'
  const name = kindOf(span) === 'webhook' ? `webhook from ${from}` : `effect ${String(effect)}`
  return { name, outcome: String(outcome ?? status ?? '') }
}

const kindOf = ({ name }: ReadableSpan): string => name.replace('threadline.', '')

function namesOf({ attributes: { begun, ended, queued } }: ReadableSpan): readonly string[] {
  return [begun, ended, queued].flatMap(listOf)
}

function listOf(value: AttributeValue | undefined): readonly string[] {
  return [value ?? []].flat().map(String)
}

/** An effect is named by its type and its id, as `send-text:0190…`. */
const linkOf = (name: string): string => `effect:${name.slice(name.indexOf(':') + 1)}`

function typesIn(value: AttributeValue | undefined): string {
  return listOf(value)
    .map((name) => name.slice(0, name.indexOf(':')))
    .join(', ')
}

const milliseconds = ([seconds, nanoseconds]: readonly [number, number]): number => seconds * 1_000 + nanoseconds / 1e6
