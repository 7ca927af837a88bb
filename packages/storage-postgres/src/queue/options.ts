import { ThreadlineError, type Clock, type Logger } from '@threadline/core'
import type { Pool } from 'pg'

/** Where a queue lives and how much it does at once. One of `url` and `pool` is needed. */
export interface PostgresQueueOptions {
  /** Address of the database, `postgres://user:password@host:port/database`. Opens a small pool of its own. */
  readonly url?: string
  /**
   * A pool of the host's to use instead. Needs real sessions (no transaction pooling in between: LISTEN does not pass
   * through it) and at least 4 connections; one of them is kept for LISTEN. It is not ended by `stop()`.
   */
  readonly pool?: Pool
  /**
   * Queues of the same name share their wake-ups, so every process that works on one carries the same desks; those of other
   * desks need other names: letters, digits, `_`, `.` and `-`, at most 60. @defaultValue 'default'
   */
  readonly name?: string
  /** Schema that holds the queue's tables: lower-case letters, digits and `_`. @defaultValue 'threadline_queue' */
  readonly schema?: string
  /** Keys this process handles at the same time, of one workspace three quarters of them. @defaultValue 64 */
  readonly concurrency?: number
  /** Milliseconds after which a process that gives no sign of life is taken over, at least 500. @defaultValue 6000 */
  readonly leaseMs?: number
  /** What the times given to `wake` are measured against. A real clock: the database counts the delay. @defaultValue the system's */
  readonly clock?: Pick<Clock, 'now'>
  /** Told what went wrong in the background. @defaultValue nobody */
  readonly logger?: Logger
}

export interface QueueSettings {
  readonly url: string | undefined
  readonly pool: Pool | undefined
  readonly name: string
  readonly schema: string
  readonly concurrency: number
  readonly leaseMs: number
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
}

/** @throws `ThreadlineError` `configuration.invalid`, with what to change */
export function readQueueOptions(options: PostgresQueueOptions): QueueSettings {
  const { clock = systemTime, concurrency = 64, leaseMs = 6_000, logger = silent, pool, url } = options
  const { name = 'default', schema = 'threadline_queue' } = options
  if ((url === undefined) === (pool === undefined)) throw invalid('Pass either `url` or `pool` to the queue.')
  if (!/^[\w.-]{1,60}$/.test(name)) throw invalid('`name` of the queue: up to 60 letters, digits, `_`, `.` and `-`.')
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw invalid('`schema` of the queue: lower-case letters, digits, `_`.')
  if (!Number.isInteger(concurrency) || concurrency < 1) throw invalid('`concurrency` of the queue: 1 or more.')
  if (!(leaseMs >= 500)) throw invalid('`leaseMs` of the queue: 500 or more.')
  return { url, pool, name, schema, concurrency, leaseMs, clock, logger }
}

const invalid = (message: string): ThreadlineError => new ThreadlineError('configuration.invalid', message)

const systemTime: Pick<Clock, 'now'> = { now: () => new Date() }

const ignore = (): void => undefined
const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore }
