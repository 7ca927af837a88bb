import type { OutboxEntry } from '../domain/effect.js'
import { errorName } from '../domain/error-name.js'
import type { Clock } from '../ports/clock.js'
import type { Logger } from '../ports/logger.js'
import type { Storage, Transaction } from '../ports/storage.js'

/**
 * What this process has begun and has not recorded the end of. As long as it lives it says again and again that it is at it,
 * so that another process takes over soon after it has died, however long a call may take.
 */
export interface Leases {
  /** From now on the lease of a started entry is renewed. Once is enough. */
  hold(entry: OutboxEntry): void
  /** Until when nobody else takes it over, as far as this process knows. */
  until(entry: OutboxEntry): Date | undefined
  /** It is over, or given up. */
  release(entry: OutboxEntry): void
  /** Gives everything up. */
  stop(): void
}

export interface LeasesSettings {
  readonly workspaceId: string
  readonly leaseMs: number
  readonly callTimeoutMs: number
  readonly clock: Clock
  readonly logger: Logger
  readonly storage: Storage
}

interface Held {
  readonly entry: OutboxEntry
  readonly until: Date
  /** After this it ends by itself: whatever keeps this process from it must not keep others. */
  readonly last: Date
}

export function createLeases(settings: LeasesSettings): Leases {
  const { callTimeoutMs, clock, leaseMs, logger, storage, workspaceId } = settings
  const held = new Map<string, Held>()
  let cancelTimer: (() => void) | undefined

  const later = (ms: number): Date => new Date(clock.now().getTime() + ms)

  function watch(): void {
    cancelTimer ??= clock.setTimer(later(leaseMs / 3), () => {
      cancelTimer = undefined
      if (held.size === 0) return
      void renew().finally(watch)
    })
  }

  async function renew(): Promise<void> {
    const soon = later((leaseMs * 2) / 3)
    const due = [...held.values()].filter(({ last, until }) => until <= soon && clock.now() < last)
    if (due.length === 0) return
    const until = later(leaseMs)
    try {
      const ours = await storage.transaction(workspaceId, async (tx) => {
        const renewed = await Promise.all(due.map(({ entry }) => renewIn(tx, entry, until)))
        return due.filter((_, index) => renewed[index])
      })
      for (const { entry, last } of ours) if (held.has(entry.id)) held.set(entry.id, { entry, until, last })
    } catch (error) {
      logger.warn({ error: errorName(error) }, 'Leases could not be renewed: another process may take over.')
    }
  }

  return {
    hold(entry) {
      if (!entry.leaseUntil || held.get(entry.id)?.entry.attempts === entry.attempts) return
      held.set(entry.id, { entry, until: entry.leaseUntil, last: later(2 * callTimeoutMs) })
      watch()
    },
    until: (entry) => held.get(entry.id)?.until ?? entry.leaseUntil,
    release: ({ id }) => void held.delete(id),
    stop() {
      held.clear()
      cancelTimer?.()
      cancelTimer = undefined
    },
  }
}

/** What else has become of it since it was begun (words that were erased, say) stays as it is. */
async function renewIn(
  { outbox }: Transaction,
  { attempts, id, lane }: OutboxEntry,
  leaseUntil: Date,
): Promise<boolean> {
  const head = await outbox.head(lane)
  if (head?.id !== id || head.state !== 'started' || head.attempts !== attempts) return false
  return outbox.replace(head, { ...head, leaseUntil })
}
