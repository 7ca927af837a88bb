import { EventEmitter } from 'node:events'
import type { WorkerEvents } from 'graphile-worker'

/**
 * In graphile-worker 0.17.3 a completion that is not batched is not waited for, so that one that fails ends the process.
 * One that is batched is not tried again either: the worker pool shuts down, and never ends when a second one fails.
 * So they are batched, and the first failure is taken for the end ({@link firstBreakDown}).
 */
export const completion = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }

/** Rejects when the engine could not record what it did. */
export function firstBreakDown(events: WorkerEvents): Promise<never> {
  return new Promise((_resolve, reject) => {
    events.once('pool:fatalError', ({ error }) => reject(error instanceof Error ? error : new Error('fatal')))
  })
}

/**
 * In graphile-worker 0.17.3 a worker pool whose very first look for jobs fails never finds any, for it keeps that failure.
 * Rejects when it has not succeeded after `ms` milliseconds; never resolves.
 */
export function missedStart(events: WorkerEvents, ms: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The engine never looked for jobs.')), ms)
    const cancel = (): void => clearTimeout(timer)
    events.once('localQueue:getJobs:complete', cancel)
    events.once('pool:gracefulShutdown', cancel)
  })
}

/**
 * In graphile-worker 0.17.3 a local queue that has jobs in stock when it is released fails, unless something of its own
 * runs in the background just then, and with it the graceful stop. So something does, until it is released.
 */
export function createEngineEvents(): WorkerEvents {
  const events: WorkerEvents = new EventEmitter()
  const released = new Promise<void>((resolve) => {
    events.on('localQueue:setMode', ({ newMode }) => newMode === 'RELEASED' && resolve())
  })
  events.once('localQueue:init', ({ localQueue }: { readonly localQueue: unknown }) => {
    if (hasBackground(localQueue)) localQueue.background(released)
  })
  return events
}

interface WithBackground {
  background(work: Promise<void>): void
}

function hasBackground(value: unknown): value is WithBackground {
  return typeof value === 'object' && value !== null && 'background' in value && typeof value.background === 'function'
}
