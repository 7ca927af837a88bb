import { setTimeout as pause } from 'node:timers/promises'
import type { ThreadlineError } from '@threadline/core'
import type { DataSource, QueryRunner } from 'typeorm'
import { runBatch, type Client, type Raw, type Statement } from './batch.js'
import { databaseError, isRepeatable } from './database-error.js'
import { createPipeline, type Pipeline, type Send } from './pipeline.js'
import { gatherWakeUps, type QueueTarget, type WakeUps } from './wake-ups.js'

/** One transaction in one workspace. The first of the parameters of its statements, `$1`, is the workspace. */
export interface Session {
  /** Runs a statement. All that are asked for before anybody has had an answer take one round trip. */
  rows(sql: string, values: readonly unknown[]): Promise<readonly Raw[]>
  /**
   * Has a statement run before the next one that is asked for, or before the commit: no round trip of its own.
   *
   * @param meaning - what it means when it fails
   */
  write(sql: string, values: readonly unknown[], meaning?: () => ThreadlineError): Written
  /** Has a lane woken so many milliseconds after the commit, where the storage was given the queue. */
  readonly wake?: (lane: string, delayMs: number) => void
}

/** What is written before the next answer, or before the commit. */
export interface Written {
  /** Writes other values instead, as long as nothing has been sent. @returns whether it was so */
  rewrite(values: readonly unknown[]): boolean
}

export interface SessionSettings {
  /** Awaited in each run, once it has its connection. */
  readonly afterConnect?: () => Promise<void>
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
  { afterConnect, queue }: SessionSettings,
): Promise<End<Result>> {
  const runner = dataSource.createQueryRunner()
  const pipeline = createPipeline(sendBy(runner, afterConnect), begin)
  const wakeUps = queue && gatherWakeUps(queue)
  try {
    const value = await work(sessionOn(pipeline, workspaceId, wakeUps))
    await pipeline.finish([...(wakeUps?.statements() ?? []), commit])
    return { type: 'done', value }
  } catch (error) {
    await pipeline.abandon()
    if (pipeline.isUsed()) await rollBack(runner)
    const failure = pipeline.failure()
    if (failure === undefined) return { type: 'thrown', error }
    return { type: isRepeatable(failure) ? 'undone' : 'thrown', error: databaseError(failure) }
  } finally {
    await runner.release()
  }
}

const begin: Statement = { sql: 'BEGIN ISOLATION LEVEL READ COMMITTED', values: [] }
const commit: Statement = { sql: 'COMMIT', values: [] }

/** After a failed statement nothing is committed, even when `work` has swallowed the error: the pipeline is not finished. */
function sessionOn(pipeline: Pipeline, workspaceId: string, wakeUps: WakeUps | undefined): Session {
  return {
    rows: (sql, values) => pipeline.ask({ sql, values: [workspaceId, ...values] }),
    write(sql, values, meaning) {
      const told = pipeline.tell({ sql, values: [workspaceId, ...values] }, meaning)
      return { rewrite: (others) => told.retell([workspaceId, ...others]) }
    },
    ...(wakeUps && { wake: (lane, delayMs) => wakeUps.add(`${workspaceId}/${lane}`, delayMs) }),
  }
}

/** Takes a connection with the first statements, and tells the host's logger what is sent. */
function sendBy(runner: QueryRunner, afterConnect: SessionSettings['afterConnect']): Send {
  const { logger } = runner.dataSource
  let isConnected = false
  return async (statements) => {
    const client = (await runner.connect()) as Client
    if (!isConnected) await afterConnect?.()
    isConnected = true
    for (const { sql, values } of statements) logger.logQuery(sql, [...values], runner)
    return runBatch(client, statements)
  }
}

async function rollBack(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return
  try {
    const client = (await runner.connect()) as Client
    await client.query('ROLLBACK', [])
  } catch {
    await discardConnection(runner)
  }
}

/** A connection that cannot roll back is ended, so that the pool does not lend it again. */
async function discardConnection(runner: QueryRunner): Promise<void> {
  if (runner.isReleased) return
  const connection = (await runner.connect().catch(() => undefined)) as { end?(): Promise<void> } | undefined
  void connection?.end?.().catch(() => undefined)
}
