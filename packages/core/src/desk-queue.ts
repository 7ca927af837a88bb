import { parseWakeKey } from './domain/lane.js'
import type { Queue } from './ports/queue.js'

type Handler = (key: string) => Promise<void>

/** A queue with the desks that were given it. */
interface SharedQueue {
  readonly handlers: Map<string, Handler>
  readonly running: Map<string, Set<Promise<void>>>
}

const sharedQueues = new WeakMap<Queue, SharedQueue>()

/**
 * The part of a queue that belongs to one desk. Desks of one process may be given the same queue, or the same storage with a
 * queue: it starts with the first of them, ends with the last, and hands each its own keys. What is due for a desk that does
 * not run here is left to that desk's sweep.
 */
export function deskQueue(queue: Queue, workspaceId: string): Pick<Queue, 'start' | 'stop'> {
  const shared = sharedQueues.get(queue) ?? { handlers: new Map(), running: new Map() }
  sharedQueues.set(queue, shared)
  const { handlers, running } = shared

  async function route(key: string): Promise<void> {
    const owner = parseWakeKey(key).workspaceId
    const run = handlers.get(owner)?.(key)
    if (!run) return
    const runs = running.get(owner) ?? new Set()
    running.set(owner, runs.add(run))
    try {
      await run
    } finally {
      runs.delete(run)
    }
  }

  return {
    start(handler) {
      const isFirst = handlers.size === 0
      handlers.set(workspaceId, handler)
      if (isFirst) queue.start(route)
    },
    async stop() {
      handlers.delete(workspaceId)
      if (handlers.size === 0) return queue.stop()
      await Promise.allSettled(running.get(workspaceId) ?? [])
    },
  }
}
