import type { Storage, Transaction } from '../../src/index.js'
import { memoryStorage } from '../../src/memory/index.js'

/** A storage that is wrong in one thing, made anew for every case. */
export type Fault = () => Storage

/** The parts of a transaction that a fault replaces. */
type Breakage = { readonly [Part in keyof Transaction]?: Partial<Transaction[Part]> }

/** Changes parts of every transaction of a storage that is right otherwise. */
export function broken(change: (tx: Transaction, workspaceId: string) => Breakage): Storage {
  const storage = memoryStorage()
  return {
    transaction: (workspaceId, work) =>
      storage.transaction(workspaceId, (tx) => work(withBreakage(tx, change(tx, workspaceId)))),
    waitingLanes: storage.waitingLanes,
  }
}

function withBreakage(tx: Transaction, changes: Breakage): Transaction {
  const parts = Object.entries(tx) as [keyof Transaction, object][]
  return Object.fromEntries(
    parts.map(([name, part]) => [name, { ...part, ...changes[name] }]),
  ) as unknown as Transaction
}
