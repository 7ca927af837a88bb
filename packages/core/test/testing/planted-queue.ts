import type { Clock, Queue } from '@threadline/core'

/** What may be wrong with a queue. */
export type QueueFault =
  | 'loses what is woken before the start'
  | 'takes no notice of the time'
  | 'lets a later time win'
  | 'keeps the first time it is told'
  | 'runs a key twice at once'
  | 'loses what is woken while it runs'
  | 'dies of a handler that throws'
  | 'does not wait when it stops'
  | 'goes on after it has stopped'
  | 'lets keys wait for each other'
  | 'gives its eight places to who came first'

/** A queue as small as it can be, right but for one planted fault. */
export function plantedQueue(clock: Clock, fault?: QueueFault): Queue {
  const waiting = new Map<string, { readonly at: Date; readonly cancel: () => void }>()
  const running = new Map<string, Promise<void>>()
  let handler: ((key: string) => Promise<void>) | undefined
  let isStopped = false

  function wake(key: string, at: Date = clock.now()): void {
    if (fault === 'loses what is woken before the start' && !handler) return
    if (fault === 'loses what is woken while it runs' && running.has(key)) return
    const earlier = waiting.get(key)
    if (earlier && earlier.at <= at && fault !== 'lets a later time win') return
    if (earlier && fault === 'keeps the first time it is told') return
    earlier?.cancel()
    const when = fault === 'takes no notice of the time' ? clock.now() : at
    waiting.set(key, { at: when, cancel: clock.setTimer(when, runDue) })
  }

  function runDue(): void {
    if (!handler || isStopped) return
    for (const [key, { at }] of waiting) {
      if (at > clock.now() || mustWait(key)) continue
      waiting.delete(key)
      const run = Promise.resolve().then(() => runOnce(key))
      running.set(key, run)
    }
  }

  function mustWait(key: string): boolean {
    if (fault === 'runs a key twice at once') return false
    if (fault === 'gives its eight places to who came first' && running.size >= 8) return true
    return fault === 'lets keys wait for each other' ? running.size > 0 : running.has(key)
  }

  async function runOnce(key: string): Promise<void> {
    const run = running.get(key)
    try {
      await handler?.(key)
    } catch {
      if (fault === 'dies of a handler that throws') isStopped = true
    }
    if (running.get(key) === run) running.delete(key)
    runDue()
  }

  return {
    wake,
    start(handle) {
      handler = handle
      runDue()
    },
    async stop() {
      if (fault !== 'goes on after it has stopped') isStopped = true
      if (fault !== 'does not wait when it stops') await Promise.all(running.values())
    },
  }
}
