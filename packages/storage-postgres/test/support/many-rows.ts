import { runOn } from './database.js'
import { workspace } from './rows.js'

/** Fills every table of the schema `threadline`: ten messages, posts and claims to a conversation, a contact to each. */
export async function fillTables(url: string, conversations: number): Promise<void> {
  const day = `'2030-01-07T10:00:00Z'::timestamptz`
  const many = (count: number) => `generate_series(1, ${count}) AS n`
  const head = `SELECT '${workspace}',`
  const statements = [
    `INSERT INTO contacts (workspace_id, id, address, name, consent, created_at, name_key, search_keys)
      SELECT '${workspace}', 'contact-' || n, '+1' || (2000000000 + n), 'Name ' || n, 'open', ${day} - n * interval '1 s',
      'name ' || n, ARRAY['name ' || n, n::text, '1' || (2000000000 + n), (2000000000 + n)::text, right((2000000000 + n)::text, 4), '#vip']
      FROM ${many(conversations)}`,
    `INSERT INTO contact_keys SELECT DISTINCT workspace_id, key, id FROM contacts, unnest(search_keys) AS key`,
    `INSERT INTO conversations ${head} 'conversation-' || n, 'contact-' || n, 'main',
      '{"type":"thread","channel":"C1"}', '{}', ${day} FROM ${many(conversations)}`,
    `INSERT INTO messages (workspace_id, id, conversation_id, direction, author, text, media, status, created_at,
      provider, external_id, post) ${head} 'message-' || n, 'conversation-' || (n % ${conversations} + 1), 'inbound',
      '{"type":"contact"}', 'Words of a customer', '[]', 'received', ${day} + n * interval '1 s', 'twilio', 'SM' || n, '{}'
      FROM ${many(conversations * 10)}`,
    `INSERT INTO posts ${head} 'C1', n || '.000100', 'message', 'conversation-' || (n % ${conversations} + 1),
      'message-' || n FROM ${many(conversations * 10)}`,
    `INSERT INTO claims ${head} 'sms:SM' || n, 'message-' || n, ${day} + n * interval '1 s' FROM ${many(conversations * 10)}`,
    `INSERT INTO receipts (workspace_id, provider, external_id, receipt, parked_at) ${head} 'twilio', 'SM' || n, '{}',
      ${day} + n * interval '1 s'
      FROM ${many(conversations)}`,
    `INSERT INTO consents (workspace_id, id, contact_id, change, at, text, matcher, actor) ${head} 'consent-' || n,
      'contact-' || n, 'held', ${day}, 'stop that', 'phrase', 'contact' FROM ${many(conversations)}`,
    `INSERT INTO erased_opt_outs ${head} 'digest-' || n, 'contact-' || n FROM ${many(conversations)}`,
    `INSERT INTO digest_keys SELECT 'T' || n, 'key' FROM ${many(conversations)}`,
    `INSERT INTO limits ${head} 'post:C' || n, ${day} FROM ${many(conversations)}`,
    `UPDATE conversations SET tags = '["vip"]' WHERE id LIKE 'conversation-77%'`,
    `INSERT INTO broadcasts ${head} 'broadcast-' || n, 'main', '{"type":"host"}', 'Open', 'done', 4, 1, NULL, NULL, NULL,
      ${day} + n * interval '1 min' FROM ${many(conversations)}`,
    `INSERT INTO broadcast_recipients ${head} 'broadcast-' || (n / 4 + 1), n % 4, 'contact-' || n,
      CASE WHEN n % 2 = 0 THEN 'waiting' ELSE 'queued' END, ${day}, NULL, 'message-' || n FROM ${many(conversations)}`,
    `INSERT INTO outbox (workspace_id, id, lane, key, open_key, effect, state, due_at, attempts, created_at) ${head}
      'entry-' || n, 'timer:conversation-' || n, 'timer', 'timer', '{}', CASE WHEN n % 1000 = 0 THEN 'dead' ELSE 'pending' END,
      ${day} + n * interval '1 min', 0, ${day} FROM ${many(conversations)}`,
  ]
  await runOn(url, `SET search_path TO threadline; SET synchronous_commit TO off; ${statements.join(';\n')}; ANALYZE`)
}
