/** Webhooks that were taken, by the id of their token. */
export interface ReplayCache {
  has(id: string): boolean
  add(id: string): void
}

/** Remembers the newest ids, the oldest make room. Each process has its own; across processes the message's id is the guard. */
export function replayCache(mostIds = 10_000): ReplayCache {
  const ids = new Set<string>()
  return {
    has: (id) => ids.has(id),
    add(id) {
      ids.add(id)
      const [oldest] = ids
      if (ids.size > mostIds && oldest !== undefined) ids.delete(oldest)
    },
  }
}
