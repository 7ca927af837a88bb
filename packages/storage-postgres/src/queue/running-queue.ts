import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { QueueDatabase } from './database.js'
import { startEngine } from './engine.js'
import { errorName } from './error-name.js'
import type { QueueSettings } from './options.js'
import { pause } from './pause.js'
import { createTurns } from './turns.js'

/** A queue between its start and its stop: one instance among the replicas. */
export interface RunningQueue {
  /** Runs a key that this process has in hand. */
  runHere(key: string): void
  /** Resolves when what runs has ended and what was not begun is left to others. */
  stop(): Promise<void>
}

export interface RunningQueueOptions {
  readonly settings: QueueSettings
  readonly database: QueueDatabase
  readonly handle: (key: string) => Promise<void>
  readonly putBack: (key: string, delayMs?: number) => void
}

/** Signs of life within one lease: one may get lost. */
const beatsPerLease = 3

export function startRunning({ database, handle, putBack, settings }: RunningQueueOptions): RunningQueue {
  const { concurrency, leaseMs, logger, name, schema } = settings
  const id = randomUUID()
  const stopping = new AbortController()
  const stopped = new AbortController()
  // While the database is away, every key at hand waits on it.
  setMaxListeners(Infinity, stopping.signal)

  const turns = createTurns({
    leases: {
      take: (key) => database.call<boolean>('threadline_take', name, key, id),
      release: (key) => database.call<boolean>('threadline_release', name, key, id),
    },
    logger,
    handle,
    places: concurrency,
    putBack,
    stopping: stopping.signal,
  })
  const engine = startEngine({
    database,
    schema,
    task: `threadline:${name}`,
    concurrency,
    logger,
    run: (key) => turns.run(key),
    prepare: async (broken) => {
      if (broken) await takeBack(broken)
      await beat(undefined)
    },
    started: (poolId) => void tryToBeat(poolId),
  })
  const beating = keepBeating()

  /** An engine also ends when another process has changed its tables for a newer one. */
  async function takeBack(poolId: string): Promise<void> {
    await database.install()
    await database.call('threadline_unlock', name, [poolId])
  }

  function beat(poolId: string | undefined): Promise<void> {
    return database.call('threadline_beat', name, id, poolId, leaseMs, turns.held())
  }

  async function tryToBeat(poolId: string | undefined): Promise<void> {
    try {
      await beat(poolId)
    } catch (error) {
      logger.warn({ error: errorName(error) }, 'The queue could not give a sign of life.')
    }
  }

  async function keepBeating(): Promise<void> {
    while (!stopped.signal.aborted) {
      await pause(leaseMs / beatsPerLease, stopped.signal)
      if (!stopped.signal.aborted) await tryToBeat(engine.poolId())
    }
  }

  async function retire(): Promise<void> {
    try {
      await database.call('threadline_retire', name, [id])
    } catch (error) {
      logger.warn({ error: errorName(error) }, 'The queue could not sign off; others take over what it left.')
    }
  }

  return {
    runHere: (key) => void turns.runHere(key),
    async stop() {
      stopping.abort()
      await engine.stop()
      await turns.settled()
      stopped.abort()
      await beating
      await retire()
    },
  }
}
