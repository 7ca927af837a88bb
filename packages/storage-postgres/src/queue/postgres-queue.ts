import type { Queue } from '@threadline/core'
import { createQueueDatabase } from './database.js'
import { readQueueOptions, type PostgresQueueOptions } from './options.js'
import { createPriorities } from './priorities.js'
import { startRunning, type RunningQueue } from './running-queue.js'
import type { QueueTarget } from '../wake-ups.js'
import { isStorable } from './storable.js'
import { createWakeBuffer } from './wake-buffer.js'

/** What waits in a queue, over all replicas. */
export interface QueueBacklog {
  /** Keys that are due and that nobody has begun. */
  readonly due: number
  /** Keys that wait for a later time. */
  readonly scheduled: number
  /** Milliseconds for which the oldest of the due keys has been waiting; 0 when none is due. */
  readonly lagMs: number
}

/** A queue that several processes share. */
export interface PostgresQueue extends Queue {
  /**
   * Connects and brings the tables up to date, which the first use does otherwise: call it to learn early what is wrong.
   *
   * @throws the driver's error, or `ThreadlineError` `configuration.invalid` when the tables are newer than this code
   */
  ready(): Promise<void>
  /** Where its wake-ups are stored, for a storage on the same database. */
  readonly target: QueueTarget
  /** @throws the driver's error when the database is away */
  backlog(): Promise<QueueBacklog>
}

/**
 * Makes a queue on PostgreSQL: wake-ups survive restarts, and any of several processes handles them, each key in one
 * process at a time. What a process that died was handling is run again by another one within seconds.
 *
 * @throws `ThreadlineError` `configuration.invalid`, with what to change
 */
export function postgresQueue(options: PostgresQueueOptions): PostgresQueue {
  const settings = readQueueOptions(options)
  const { clock, logger, name, schema } = settings
  const database = createQueueDatabase(settings)
  const priorityOf = createPriorities(clock)
  const buffer = createWakeBuffer({
    clock,
    logger,
    priorityOf,
    store: (keys, delaysMs, priorities) => database.call('threadline_wake', name, keys, delaysMs, priorities),
  })
  let handler: (key: string) => Promise<void>
  let running: RunningQueue | undefined
  let isStopped = false

  return {
    target: { schema, name, priorityOf },

    wake(key, at) {
      if (isStopped) return
      if (isStorable(key)) return buffer.add(key, at)
      logger.error({ length: key.length }, 'A key that the queue cannot store was not woken.')
    },

    runHere: (key) => running?.runHere(key),

    start(handle) {
      handler = handle
      isStopped = false
      running ??= startRunning({
        settings,
        database,
        handle: (key) => handler(key),
        putBack: (key, delayMs = 0) => buffer.add(key, new Date(clock.now().getTime() + delayMs)),
      })
    },

    async stop() {
      await running?.stop()
      running = undefined
      isStopped = true
      await buffer.close()
      await database.close()
    },

    async ready() {
      await database.pool()
    },

    async backlog() {
      const [counts] = await database.rows<QueueBacklog>(backlogSql(schema), [`threadline:${name}`])
      return counts ?? { due: 0, scheduled: 0, lagMs: 0 }
    },
  }
}

const backlogSql = (schema: string): string => `
  select count(*) filter (where run_at <= now())::integer as due,
    count(*) filter (where run_at > now())::integer as scheduled,
    coalesce(extract(epoch from now() - min(run_at) filter (where run_at <= now())) * 1000, 0)::float8 as "lagMs"
  from "${schema}".jobs
  where task_identifier = $1 and locked_at is null`
