import type { DurableStorage } from '../../src/index.js'

const tables = [
  'claims',
  'contacts',
  'contact_keys',
  'conversations',
  'messages',
  'posts',
  'receipts',
  'consents',
  'erased_opt_outs',
  'digest_keys',
  'limits',
  'broadcasts',
  'broadcast_recipients',
  'outbox',
  'settings',
]

/** Empties a storage that is used by many tests. */
export async function emptyTables(storage: DurableStorage): Promise<void> {
  const all = tables.map((table) => `${storage.schema}.${table}`)
  await storage.dataSource().query(`TRUNCATE ${all.join(', ')}`)
}
