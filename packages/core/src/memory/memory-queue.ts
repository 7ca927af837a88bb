import type { Clock } from '../ports/clock.js'
import type { Queue } from '../ports/queue.js'
import { fairTurns } from './fair-turns.js'

export interface MemoryQueueOptions {
  readonly clock: Clock
  /** Keys handled at the same time, by one workspace three quarters of them. @defaultValue 64 */
  readonly concurrency?: number
  /** Told when a handler throws. Its key is not run again by itself; a sweep finds it. */
  readonly onError?: (error: unknown, key: string) => void
}

/** The queue in this process. */
export interface MemoryQueue extends Queue {
  /** Resolves when nothing runs and nothing is due; what waits for a later time does not count. */
  idle(): Promise<void>
}

/** Makes a queue whose wake-ups live in this process; the sweep at start finds what a restart forgot. */
export function memoryQueue(options: MemoryQueueOptions): MemoryQueue {
  const { clock, concurrency = 64, onError = () => undefined } = options
  const timers = new Map<string, { readonly at: Date; readonly cancel: () => void }>()
  const turns = fairTurns(concurrency)
  const running = new Map<string, Promise<void>>()
  /** Woken while they run: they run once more. */
  const again = new Set<string>()
  const idlers: (() => void)[] = []
  let handler: ((key: string) => Promise<void>) | undefined

  function wake(key: string, at?: Date): void {
    if (!at || at <= clock.now()) return makeDue(key)
    const timer = timers.get(key)
    if (again.has(key) || turns.has(key) || (timer && timer.at <= at)) return
    timer?.cancel()
    timers.set(key, { at, cancel: clock.setTimer(at, () => makeDue(key)) })
  }

  function makeDue(key: string): void {
    timers.get(key)?.cancel()
    timers.delete(key)
    if (running.has(key)) again.add(key)
    else turns.add(key)
    runDue()
  }

  function runDue(): void {
    while (handler) {
      const key = turns.next()
      if (key === undefined) break
      begin(key, handler)
    }
    if (isIdle()) for (const resolve of idlers.splice(0)) resolve()
  }

  /** Known to be running before it runs: the handler may wake its own key at once. */
  function begin(key: string, handle: (key: string) => Promise<void>): void {
    let end = (): void => undefined
    running.set(key, new Promise((resolve) => (end = resolve)))
    void run(key, handle).then(end)
  }

  async function run(key: string, handle: (key: string) => Promise<void>): Promise<void> {
    try {
      await handle(key)
    } catch (error) {
      onError(error, key)
    } finally {
      running.delete(key)
      turns.ended(key)
      if (again.delete(key)) turns.add(key)
      runDue()
    }
  }

  const isIdle = (): boolean => running.size === 0 && (turns.waiting() === 0 || !handler)

  return {
    wake,
    runHere: makeDue,
    start(handle) {
      handler = handle
      runDue()
    },
    async stop() {
      handler = undefined
      for (const timer of timers.values()) timer.cancel()
      timers.clear()
      again.clear()
      turns.clear()
      await Promise.all(running.values())
    },
    idle: () => (isIdle() ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  }
}
