import { ThreadlineError } from '@threadline/core'
import { BatchError, type Raw, type Statement } from './batch.js'
import { databaseError } from './database-error.js'

/** The statements of one transaction, gathered so that few round trips carry them, in the order in which they came. */
export interface Pipeline {
  /** Sends a statement, together with all that is waiting and all that is asked before anybody has had an answer. */
  ask(statement: Statement): Promise<readonly Raw[]>
  /**
   * Has a statement sent with the next one that is asked, or at the end.
   *
   * @param meaning - what it means when it fails
   */
  tell(statement: Statement, meaning?: () => ThreadlineError): Told
  /** Takes nothing more, and sends what is waiting with `last` behind it, if there was anything at all. */
  finish(last: readonly Statement[]): Promise<void>
  /** Takes nothing more, forgets what is waiting, and waits for what is under way. */
  abandon(): Promise<void>
  /** Whether anything was sent. */
  isUsed(): boolean
  /** The first thing that went wrong. */
  failure(): unknown
}

/** A statement that nobody waits for. */
export interface Told {
  /** Has it sent with other values, as long as it has not been sent. @returns whether it was so */
  retell(values: readonly unknown[]): boolean
}

/** Sends statements in one round trip. */
export type Send = (statements: readonly Statement[]) => Promise<readonly (readonly Raw[])[]>

interface Waiting extends Statement {
  values: readonly unknown[]
  readonly meaning?: () => ThreadlineError
  readonly resolve?: (rows: readonly Raw[]) => void
  readonly reject?: (error: unknown) => void
}

/**
 * @param first - goes ahead of the very first statement
 */
export function createPipeline(send: Send, first: Statement): Pipeline {
  let waiting: Waiting[] = []
  let underWay: Promise<void> = Promise.resolve()
  let isPlanned = false
  let isOpen = true
  let isUsed = false
  let failure: unknown

  /** Once all that runs without waiting for an answer has run. */
  function plan(): void {
    if (isPlanned) return
    isPlanned = true
    process.nextTick(() => {
      isPlanned = false
      underWay = underWay.then(flush)
    })
  }

  async function flush(): Promise<void> {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    if (failure !== undefined) return refuse(batch)
    const ahead = isUsed ? [] : [first]
    isUsed = true
    try {
      const results = await send([...ahead, ...batch])
      for (const [index, { resolve }] of batch.entries()) resolve?.(results[index + ahead.length] ?? [])
    } catch (error) {
      failure = reasonOf(error, [...ahead, ...batch])
      refuse(batch)
    }
  }

  function refuse(batch: readonly Waiting[]): void {
    for (const { reject } of batch) reject?.(databaseError(failure))
  }

  function add(one: Waiting): void {
    if (!isOpen) throw usedAfterEnd()
    waiting.push(one)
  }

  return {
    ask: (statement) =>
      new Promise((resolve, reject) => {
        add({ ...statement, resolve, reject })
        plan()
      }),
    tell(statement, meaning) {
      const told: Waiting = { ...statement, meaning }
      add(told)
      return {
        retell(values) {
          if (!waiting.includes(told)) return false
          told.values = values
          return true
        },
      }
    },
    async finish(last) {
      isOpen = false
      await underWay
      if (isUsed || waiting.length > 0) waiting.push(...last)
      await flush()
      if (failure !== undefined) throw databaseError(failure)
    },
    async abandon() {
      isOpen = false
      for (const { reject } of waiting) reject?.(usedAfterEnd())
      waiting = []
      await underWay
    },
    isUsed: () => isUsed,
    failure: () => failure,
  }
}

function reasonOf(error: unknown, batch: readonly Waiting[]): unknown {
  if (!(error instanceof BatchError)) return error
  return batch[error.index]?.meaning?.() ?? error.cause
}

/** What is still running when a transaction has ended must not write behind its back. */
const usedAfterEnd = (): ThreadlineError =>
  new ThreadlineError('storage.failed', 'A transaction was used after its end.')
