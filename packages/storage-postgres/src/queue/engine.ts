import type { Logger } from '@threadline/core'
import type { QueueDatabase } from './database.js'
import { completion, createEngineEvents, firstBreakDown, missedStart } from './engine-faults.js'
import { engineLogger } from './engine-logger.js'
import { errorName } from './error-name.js'
import { pause } from './pause.js'

/** graphile-worker, kept running: it hands over the keys that are due. */
export interface Engine {
  /** Under what name the jobs at hand are locked, while there are any. */
  poolId(): string | undefined
  /** Resolves when it fetches no more, has given back what it had not begun, and what it began has ended. */
  stop(): Promise<void>
}

export interface EngineOptions {
  readonly database: QueueDatabase
  readonly schema: string
  readonly task: string
  readonly concurrency: number
  readonly logger: Logger
  readonly run: (key: string) => Promise<void>
  /** Done before it starts and starts again; `broken` names the one that broke down before, with its jobs. */
  readonly prepare: (broken: string | undefined) => Promise<void>
  /** It runs under this name from now on. */
  readonly started: (poolId: string) => void
}

/** Milliseconds between two looks for due jobs without a notification, and between two tries to start. */
const pollMs = 1_000
/** Jobs fetched at once, and for how many milliseconds they may wait here for a free hand. */
const localQueue = { size: 50, ttl: 5_000 }
/** Milliseconds in which a new engine has to look for jobs once. */
const firstFetchMs = 5_000

export function startEngine(options: EngineOptions): Engine {
  const { logger, prepare, started } = options
  const stopping = new AbortController()
  let running: Running | undefined
  let broken: string | undefined
  const ended = superviseAll()

  async function superviseAll(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await superviseOne()
      } catch (error) {
        logger.error({ error: errorName(error) }, 'The queue does not run; it is started again.')
      }
      await pause(pollMs, stopping.signal)
    }
  }

  async function superviseOne(): Promise<void> {
    await prepare(broken)
    broken = undefined
    const begun = await begin(options)
    running = begun
    if (stopping.signal.aborted) return stopRunning()
    started(begun.id)
    try {
      await begun.ended
    } finally {
      await stopRunning()
      broken = begun.id
    }
  }

  /** However it ends, it must not go on beside the next one. */
  async function stopRunning(): Promise<void> {
    const stopped = running
    running = undefined
    try {
      await stopped?.stop()
    } catch (error) {
      logger.warn({ error: errorName(error) }, 'The queue did not stop in good order; others take over what it left.')
    }
  }

  return {
    poolId: () => running?.id,
    async stop() {
      stopping.abort()
      await stopRunning()
      await ended
    },
  }
}

interface Running {
  readonly id: string
  /** Rejects when it broke down. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

async function begin({ concurrency, database, logger, run, schema, task }: EngineOptions): Promise<Running> {
  const pool = await database.pool()
  const { Logger: EngineLogger, runTaskList } = await import('graphile-worker')
  const events = createEngineEvents()
  const settings = {
    schema,
    concurrency,
    events,
    pollInterval: pollMs,
    noHandleSignals: true,
    logger: new EngineLogger(engineLogger(logger)),
    preset: { worker: { localQueue, ...completion } },
  }
  // A worker pool is thenable, so it must not be what a promise resolves to.
  const workers = runTaskList(settings, { [task]: (payload) => run(keyOf(payload)) }, pool)
  const ended = Promise.race([workers.promise, firstBreakDown(events), missedStart(events, firstFetchMs)])
  const stop = async (): Promise<void> => Promise.race([workers.gracefulShutdown(), ended])
  return { id: workers.id, ended, stop }
}

function keyOf(payload: unknown): string {
  if (typeof payload === 'object' && payload && 'key' in payload && typeof payload.key === 'string') return payload.key
  throw new TypeError('A wake-up without a key.')
}
