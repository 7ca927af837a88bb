import { metrics, trace } from '@opentelemetry/api'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { customer, openDesk } from './support/desk.js'

const spans = new InMemorySpanExporter()
const figures = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
const reader = new PeriodicExportingMetricReader({ exporter: figures, exportIntervalMillis: 2 ** 30 })

beforeEach(() => {
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }))
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }))
})
afterEach(async () => {
  await reader.shutdown()
  trace.disable()
  metrics.disable()
})

it('webhooks and effects are spans and figures, with nothing of the customer in them', async () => {
  const desk = await openDesk()
  await desk.text('a very private matter')
  await desk.reply('our secret answer')
  await reader.forceFlush()

  const seen = spans.getFinishedSpans().map(({ attributes, name }) => [name, attributes] as const)
  expect(seen).toContainEqual(['threadline.webhook', { door: 'sms', status: 200 }])
  expect(seen).toContainEqual(['threadline.effect', { effect: 'send-text', attempt: 1, outcome: 'done' }])
  const names = figures
    .getMetrics()
    .flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((scope) => scope.metrics.map((metric) => metric.descriptor.name)),
    )
  expect(new Set(names)).toEqual(new Set(['threadline.webhook.duration', 'threadline.effect.duration']))
  for (const word of ['private', 'secret', customer]) expect(JSON.stringify(seen)).not.toContain(word)
})
