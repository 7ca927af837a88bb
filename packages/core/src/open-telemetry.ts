import { metrics, SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import { errorName } from './domain/error-name.js'
import type { Facts, Telemetry } from './ports/telemetry.js'

const scope = '@threadline/core'

/**
 * Spans `threadline.webhook` and `threadline.effect`, and a histogram of milliseconds for each under the same name with
 * `.duration`. Nothing is done unless the host has registered OpenTelemetry providers.
 *
 * @see https://opentelemetry.io/docs/specs/otel/
 */
export function openTelemetry(): Telemetry {
  return {
    async watch(name, facts, work, conclude) {
      const startedAtMs = performance.now()
      return trace.getTracer(scope).startActiveSpan(`threadline.${name}`, { attributes: facts }, async (span) => {
        const end = (late: Facts) => finish(span, name, { ...facts, ...late }, performance.now() - startedAtMs)
        try {
          const result = await work()
          end(conclude(result))
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

function finish(span: Span, name: string, facts: Facts, durationMs: number): void {
  span.setAttributes(facts)
  span.end()
  // Asked for each time: the host may register its provider after us.
  metrics.getMeter(scope).createHistogram(`threadline.${name}.duration`, { unit: 'ms' }).record(durationMs, facts)
}
