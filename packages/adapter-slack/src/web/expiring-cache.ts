import type { ChatOutcome } from '@threadline/core'

/** Values that were looked up, for a while and up to a number. */
export interface ExpiringCache<Value> {
  /** The value if it is fresh, else what `load` finds. Only done look-ups are kept; concurrent ones share one call. */
  get(key: string, load: () => Promise<ChatOutcome<Value>>): Promise<ChatOutcome<Value>>
  /** The value as last known, however old. */
  peek(key: string): Value | undefined
  /** Forgets a value, also one that is being looked up just now. */
  drop(key: string): void
}

export interface ExpiringCacheOptions {
  readonly now: () => Date
  readonly timeToLiveMs: number
  /** The oldest entry makes room. */
  readonly maximumSize: number
}

/** Makes an empty cache. */
export function createExpiringCache<Value>(options: ExpiringCacheOptions): ExpiringCache<Value> {
  const entries = new Map<string, { readonly value: Value; readonly expiresAt: number }>()
  const loading = new Map<string, Promise<ChatOutcome<Value>>>()

  function keep(key: string, value: Value): void {
    entries.delete(key)
    entries.set(key, { value, expiresAt: options.now().getTime() + options.timeToLiveMs })
    const [oldest] = entries.keys()
    if (entries.size > options.maximumSize && oldest !== undefined) entries.delete(oldest)
  }

  async function loadOnce(key: string, load: () => Promise<ChatOutcome<Value>>): Promise<ChatOutcome<Value>> {
    const flight = load()
    loading.set(key, flight)
    try {
      const outcome = await flight
      if (outcome.type === 'done' && loading.get(key) === flight) keep(key, outcome.value)
      return outcome
    } finally {
      if (loading.get(key) === flight) loading.delete(key)
    }
  }

  return {
    async get(key, load) {
      const entry = entries.get(key)
      if (entry && entry.expiresAt > options.now().getTime()) return { type: 'done', value: entry.value }
      return loading.get(key) ?? loadOnce(key, load)
    },
    peek: (key) => entries.get(key)?.value,
    drop(key) {
      entries.delete(key)
      loading.delete(key)
    },
  }
}
