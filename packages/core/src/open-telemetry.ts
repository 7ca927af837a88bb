import { metrics, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api'
import { errorName } from './domain/error-name.js'
import type { Facts, Telemetry, Trail } from './ports/telemetry.js'

const scope = '@threadline/core'

/**
 * Spans `threadline.webhook`, `threadline.transaction` and `threadline.effect`, and a histogram of milliseconds for each
 * under the same name with `.duration`. A transaction's span names the effects that it queued, began and ended, as
 * `type:id`; so one can go from a webhook to all that came of it. Nothing is done unless the host has registered
 * OpenTelemetry providers.
 *
 * @see https://opentelemetry.io/docs/specs/otel/
 */
export function openTelemetry(): Telemetry {
  return {
    async watch({ conclude, facts, isApart = false, name, trail, work }) {
      const startedAtMs = performance.now()
      const options = { attributes: facts, root: isApart }
      return trace.getTracer(scope).startActiveSpan(`threadline.${name}`, options, async (span) => {
        const end = (late: Facts) => finish(span, name, { ...facts, ...late }, performance.now() - startedAtMs)
        try {
          const result = await work()
          if (trail && span.isRecording()) span.setAttributes(attributesOf(trail(result)))
          end(conclude?.(result) ?? {})
          return result
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: errorName(error) })
          end({ outcome: 'threw' })
          throw error
        }
      })
    },
  }
}

/** A span wants lists that it may keep. */
function attributesOf(trail: Trail): Attributes {
  return Object.fromEntries(
    Object.entries(trail).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  )
}

function finish(span: Span, name: string, facts: Facts, durationMs: number): void {
  span.setAttributes(facts)
  span.end()
  // Asked for each time: the host may register its provider after us.
  metrics.getMeter(scope).createHistogram(`threadline.${name}.duration`, { unit: 'ms' }).record(durationMs, facts)
}
