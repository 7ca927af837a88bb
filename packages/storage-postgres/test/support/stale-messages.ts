import type { DurableStorage } from '../../src/index.js'
import { workspace } from './rows.js'

/** Messages in the schema `threadline`, each of which has been written twice, so that there are as many dead versions. */
export async function fillMessages(storage: DurableStorage, count: number): Promise<void> {
  const query = (sql: string): Promise<unknown> => storage.dataSource().query(sql)
  await query(`INSERT INTO threadline.messages (workspace_id, id, conversation_id, direction, author, text, media, status,
      created_at, provider, external_id, post)
    SELECT '${workspace}', '01940000-0000-7000-8000-' || lpad(n::text, 12, '0'), 'conversation-' || n / 10, 'inbound',
      '{"type":"contact"}', repeat('Words of a customer. ', 30), '[]', 'received', now() + n * interval '1 s', 'twilio',
      'SM' || n, '{}' FROM generate_series(1, ${count}) AS n`)
  await query(`UPDATE threadline.messages SET status = 'read'`)
}

/** So much in the journal that it is to be begun anew. */
export async function fillJournal(storage: DurableStorage): Promise<void> {
  await storage.dataSource().query(`SELECT pg_logical_emit_message(false, 'test', repeat('x', 40 * 1024 * 1024))`)
}
