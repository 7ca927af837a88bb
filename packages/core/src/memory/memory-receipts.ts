import type { DeliveryReceipt } from '../ports/sms-provider.js'
import type { Receipts } from '../ports/storage.js'
import { createTable, deleteSome, type Journal } from './journal.js'

interface Parked {
  readonly provider: string
  readonly receipt: DeliveryReceipt
  readonly at: Date
}

/** The parked receipts of one workspace in memory. */
export function createReceipts(journal: Journal): Receipts {
  const parked = createTable<Parked>(journal)
  let count = 0
  return {
    async park(provider, receipt, at) {
      parked.set(`${(count += 1)}`, { provider, receipt, at })
    },
    async take(provider, externalId) {
      const taken = [...parked.entries()]
        .filter(([, one]) => one.provider === provider && one.receipt.externalId === externalId)
        .sort(([a], [b]) => Number(a) - Number(b))
      for (const [number] of taken) parked.delete(number)
      return taken.map(([, { receipt }]) => receipt)
    },
    purge: async (before, limit) => deleteSome(parked, ({ at }) => at < before, limit),
  }
}
