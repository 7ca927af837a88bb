import { afterEach } from 'vitest'
import type { Logger } from '@threadline/core'
import { postgresQueue, type PostgresQueue, type PostgresQueueOptions } from '@threadline/storage-postgres'

const opened: PostgresQueue[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.stop()))
})

/** One replica's queue; stopped after the test. */
export function openQueue(url: string | undefined, options: PostgresQueueOptions = {}): PostgresQueue {
  const queue = postgresQueue({ url, leaseMs: 1_500, ...options })
  opened.push(queue)
  return queue
}

/** Collects what is a warning or worse. */
export function loggerTo(lines: string[]): Logger {
  const ignore = (): void => undefined
  const keep = (_fields: object, line: string): void => void lines.push(line)
  return { debug: ignore, info: ignore, warn: keep, error: keep }
}
