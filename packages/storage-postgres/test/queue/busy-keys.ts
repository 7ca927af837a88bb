import { setTimeout as delay } from 'node:timers/promises'
import type { Queue } from '@threadline/core'

/** Keys with work, as an outbox has it: a run does whatever was there when it began. */
export interface BusyKeys {
  /** Adds work to a key and wakes it. */
  wake(queue: Queue, key: string): void
  /** A handler that does a key's work. */
  readonly handle: (key: string) => Promise<void>
  /** Most runs of one key at the same time. */
  mostAtOnce(): number
  /** Resolves when no key has work left. */
  done(): Promise<void>
}

/** @param workMs - how long a run takes, in milliseconds */
export function createBusyKeys(workMs: number): BusyKeys {
  const work = new Map<string, number>()
  const running = new Map<string, number>()
  const waiting: (() => void)[] = []
  let most = 0

  async function handle(key: string): Promise<void> {
    const found = work.get(key) ?? 0
    const runs = (running.get(key) ?? 0) + 1
    running.set(key, runs)
    most = Math.max(most, runs)
    await delay(workMs)
    running.set(key, (running.get(key) ?? 0) - 1)
    finish(key, found)
  }

  function finish(key: string, found: number): void {
    const left = (work.get(key) ?? 0) - found
    if (left > 0) work.set(key, left)
    else work.delete(key)
    if (work.size === 0) for (const resolve of waiting.splice(0)) resolve()
  }

  return {
    wake(queue, key) {
      work.set(key, (work.get(key) ?? 0) + 1)
      queue.wake(key)
    },
    handle,
    mostAtOnce: () => most,
    done: () => (work.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
