import type { BroadcastStatus } from '../domain/broadcast.js'
import type { Retention } from '../domain/retention.js'
import type { Transaction } from '../ports/storage.js'
import { inTransaction, type FlowDeps } from './flow.js'

/** Rows changed in one transaction: few enough that nobody waits for it. */
const batch = 500
/** Broadcasts have lists of thousands. */
const broadcastBatch = 5

/**
 * Forgets some of what has been kept long enough, a batch of each kind, in a transaction each.
 *
 * @returns whether there may be more
 */
export async function forgetOld(deps: FlowDeps, workspaceId: string, retention: Retention): Promise<boolean> {
  const { claimsMs, receiptsMs, textsMs } = retention
  let isFull = false
  const forget = async (ageMs: number, work: Forget, limit = batch) => {
    const count = await inTransaction(deps, workspaceId, ({ now, tx }) =>
      work(tx, { before: new Date(now.getTime() - ageMs), now, limit }),
    )
    isFull ||= count === limit
  }
  await forget(claimsMs, ({ claims }, { before, limit }) => claims.purge(before, limit))
  await forget(receiptsMs, ({ receipts }, { before, limit }) => receipts.purge(before, limit))
  await forget(claimsMs, forgetBroadcasts(['draft']), broadcastBatch)
  if (textsMs === undefined) return isFull
  await forget(textsMs, ({ messages }, { before, now, limit }) =>
    messages.blank({ type: 'settled', before }, now, limit),
  )
  await forget(textsMs, forgetBroadcasts(['done', 'canceled']), broadcastBatch)
  return isFull
}

type Forget = (
  tx: Transaction,
  what: { readonly before: Date; readonly now: Date; readonly limit: number },
) => Promise<number>

const forgetBroadcasts =
  (statuses: readonly BroadcastStatus[]): Forget =>
  ({ broadcasts }, { before, limit }) =>
    broadcasts.purge(statuses, before, limit)
