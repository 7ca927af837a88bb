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
let figures: InMemoryMetricExporter
let reader: PeriodicExportingMetricReader

const anId: unknown = expect.stringMatching(/^\S+$/)

beforeEach(() => {
  spans.reset()
  figures = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  reader = new PeriodicExportingMetricReader({ exporter: figures, exportIntervalMillis: 2 ** 30 })
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
  const sending = { effect: 'send-text', attempt: 1, outcome: 'done', id: anId, message: anId }
  expect(seen).toContainEqual(['threadline.effect', sending])
  const names = figures
    .getMetrics()
    .flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap((scope) => scope.metrics.map((metric) => metric.descriptor.name)),
    )
  const watched = ['webhook', 'transaction', 'effect']
  expect(new Set(names)).toEqual(new Set(watched.map((name) => `threadline.${name}.duration`)))
  for (const word of ['private', 'secret', customer]) expect(JSON.stringify(seen)).not.toContain(word)
})

it('leads from the transaction of a webhook to the effects that came of it', async () => {
  const desk = await openDesk()
  await desk.text('Hello')
  const named = (name: string) => spans.getFinishedSpans().filter((span) => span.name === `threadline.${name}`)
  const posted = named('effect').find(({ attributes }) => attributes['effect'] === 'post-message')
  const name = `post-message:${String(posted?.attributes['id'])}`
  const transactions = named('transaction').map(({ attributes }) => attributes)
  expect(transactions).toContainEqual(expect.objectContaining({ queued: expect.arrayContaining([name]) as unknown }))
  expect(transactions).toContainEqual(expect.objectContaining({ begun: [name] }))
  expect(transactions).toContainEqual(expect.objectContaining({ ended: name }))
})
