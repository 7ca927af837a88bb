import type { Clock, Logger } from '@threadline/core'
import { errorName } from './error-name.js'

/** Gathers wake-ups so that many of them take one round trip. */
export interface WakeBuffer {
  add(key: string, at: Date | undefined): void
  /** Resolves when everything gathered so far is stored, or has failed once more. */
  flush(): Promise<void>
  /** Flushes and forgets what could not be stored. */
  close(): Promise<void>
}

export interface WakeBufferOptions {
  readonly clock: Pick<Clock, 'now'>
  readonly logger: Logger
  /** The place of a wake-up among those of all workspaces. */
  readonly priorityOf: (key: string) => number
  /** Stores wake-ups in the database, each so many milliseconds from now. */
  readonly store: (keys: readonly string[], delaysMs: readonly number[], priorities: readonly number[]) => Promise<void>
}

const retryMs = 1_000
const mostAtOnce = 500

export function createWakeBuffer({ clock, logger, priorityOf, store }: WakeBufferOptions): WakeBuffer {
  /** The earliest time asked for by key, in milliseconds since 1970. */
  const waiting = new Map<string, number>()
  let sending: Promise<void> | undefined
  let isPlanned = false

  function add(key: string, at: Date | undefined): void {
    keep(key, at?.getTime() ?? clock.now().getTime())
    if (isPlanned || sending) return
    isPlanned = true
    setImmediate(() => void flush())
  }

  function keep(key: string, time: number): void {
    waiting.set(key, Math.min(time, waiting.get(key) ?? time))
  }

  function flush(): Promise<void> {
    isPlanned = false
    sending ??= sendAll().finally(() => (sending = undefined))
    return sending
  }

  async function sendAll(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, mostAtOnce)
      for (const [key] of batch) waiting.delete(key)
      if (!(await send(batch))) return
    }
  }

  async function send(batch: readonly (readonly [string, number])[]): Promise<boolean> {
    const now = clock.now().getTime()
    try {
      await store(
        batch.map(([key]) => key),
        batch.map(([, time]) => Math.max(time - now, 0)),
        batch.map(([key]) => priorityOf(key)),
      )
      return true
    } catch (error) {
      for (const [key, time] of batch) keep(key, time)
      const fields = { error: errorName(error), keys: batch.length }
      logger.warn(fields, 'Wake-ups were not stored; they are tried again, and a sweep finds what is lost.')
      setTimeout(() => void flush(), retryMs).unref()
      return false
    }
  }

  return {
    add,
    flush,
    async close() {
      await flush()
      waiting.clear()
    },
  }
}
