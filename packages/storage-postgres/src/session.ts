import { setTimeout as pause } from 'node:timers/promises'
import { ThreadlineError } from '@threadline/core'
import type { DataSource, QueryRunner } from 'typeorm'
import { databaseError, isRepeatable } from './database-error.js'
import { gatherWakeUps, type QueueTarget } from './wake-ups.js'

/** A row as the driver gives it. */
export type Raw = Readonly<Record<string, unknown>>

/** One transaction in one workspace. */
export interface Session {
  /** Runs a statement whose `$1` is the workspace and whose further parameters are `values`. */
  rows(sql: string, values: readonly unknown[]): Promise<readonly Raw[]>
  /** Has a lane woken so many milliseconds after the commit, where the storage was given the queue. */
  wake(lane: string, delayMs: number): void
}

export interface SessionSettings {
  /** Awaited in each run, once it has its connection. */
  readonly afterBegin?: () => Promise<void>
  /** Where wake-ups are stored in the transaction. */
  readonly queue?: QueueTarget
}

const mostRuns = 8

/**
 * Runs `work` in a transaction and commits; again from the start when the database had to undo it. Whatever happens, its
 * connection is given back without an open transaction on it.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  workspaceId: string,
  work: (session: Session) => Promise<Result>,
  settings: SessionSettings = {},
): Promise<Result> {
  for (let run = 1; ; run += 1) {
    const end = await runOnce(dataSource, workspaceId, work, settings)
    if (end.type === 'done') return end.value
    if (end.type === 'thrown' || run === mostRuns) throw end.error
    await pause(Math.random() * 5 * 2 ** run)
  }
}

type End<Result> =
  | { readonly type: 'done'; readonly value: Result }
  | { readonly type: 'thrown' | 'undone'; readonly error: unknown }

async function runOnce<Result>(
  dataSource: DataSource,
  workspaceId: string,
  work: (session: Session) => Promise<Result>,
  settings: SessionSettings = {},
): Promise<End<Result>> {
  const runner = dataSource.createQueryRunner()
  const session = createSession(runner, workspaceId, settings.queue)
  try {
    await session.begin()
    await settings.afterBegin?.()
    const value = await work(session)
    await session.commit()
    return { type: 'done', value }
  } catch (error) {
    await session.rollBack()
    const failure = session.failure()
    if (failure === undefined) return { type: 'thrown', error }
    return { type: isRepeatable(failure) ? 'undone' : 'thrown', error: databaseError(failure) }
  } finally {
    await runner.release()
  }
}

interface OpenSession extends Session {
  begin(): Promise<void>
  commit(): Promise<void>
  rollBack(): Promise<void>
  /** The first thing the database threw. */
  failure(): unknown
}

function createSession(runner: QueryRunner, workspaceId: string, queue: QueueTarget | undefined): OpenSession {
  const wakeUps = queue && gatherWakeUps(queue)
  let isOpen = true
  let failure: unknown

  async function run(sql: string, values?: readonly unknown[]): Promise<readonly Raw[]> {
    try {
      const { records } = await runner.query(sql, values && [...values], true)
      return records as readonly Raw[]
    } catch (error) {
      failure ??= error
      throw databaseError(error)
    }
  }

  /** What is still running when `work` has ended must not write behind its back. */
  function close(): void {
    isOpen = false
  }

  return {
    rows(sql, values) {
      if (isOpen) return run(sql, [workspaceId, ...values])
      return Promise.reject(new ThreadlineError('storage.failed', 'A transaction was used after its end.'))
    },
    wake: (lane, delayMs) => wakeUps?.add(`${workspaceId}/${lane}`, delayMs),
    async begin() {
      await run('BEGIN ISOLATION LEVEL READ COMMITTED')
    },
    /** After a failed statement, COMMIT would roll back and say nothing, even when `work` has swallowed the error. */
    async commit() {
      close()
      if (failure !== undefined) throw databaseError(failure)
      await run(`${wakeUps?.statement() ?? ''}COMMIT`)
    },
    async rollBack() {
      close()
      try {
        await runner.query('ROLLBACK')
      } catch {
        await discardConnection(runner)
      }
    },
    failure: () => failure,
  }
}

/** A connection that cannot roll back is ended, so that the pool does not lend it again. */
async function discardConnection(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return
  const connection = (await runner.connect().catch(() => undefined)) as { end?(): Promise<void> } | undefined
  void connection?.end?.().catch(() => undefined)
}
