import type { Retention } from '../domain/retention.js'
import type { Transaction } from '../ports/storage.js'
import { inTransaction, type FlowDeps } from './flow.js'

/** Rows changed in one transaction: few enough that nobody waits for it. */
const batch = 500

/**
 * Forgets some of what has been kept long enough, a batch of each kind, in a transaction each.
 *
 * @returns whether there may be more
 */
export async function forgetOld(deps: FlowDeps, workspaceId: string, retention: Retention): Promise<boolean> {
  const { claimsMs, receiptsMs, textsMs } = retention
  let isFull = false
  const forget = async (ageMs: number, work: (tx: Transaction, before: Date, now: Date) => Promise<number>) => {
    const count = await inTransaction(deps, workspaceId, ({ now, tx }) =>
      work(tx, new Date(now.getTime() - ageMs), now),
    )
    isFull ||= count === batch
  }
  await forget(claimsMs, (tx, before) => tx.claims.purge(before, batch))
  await forget(receiptsMs, (tx, before) => tx.receipts.purge(before, batch))
  if (textsMs === undefined) return isFull
  await forget(textsMs, (tx, before, now) => tx.messages.blank({ type: 'settled', before }, now, batch))
  return isFull
}
