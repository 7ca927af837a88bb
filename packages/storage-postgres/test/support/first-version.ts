import { runOn } from './database.js'
import { id, workspace } from './rows.js'

/**
 * One row in each table as the first version wrote it: a contact who texted, was answered and opted out. Never changed:
 * this is what stands in databases out there.
 */
export async function fillFirstVersion(url: string, schema: string): Promise<void> {
  const day = "'2026-01-07T10:00:00.123Z'"
  const [contact, conversation, inbound, outbound] = [1, 2, 3, 4].map((n) => `'${id(n)}'`)
  const statements = [
    `INSERT INTO contacts (workspace_id, id, address, name, consent, created_at, name_key, search_text)
      VALUES ($1, ${contact}, '+14155550123', 'Jane', 'opted-out', ${day}, 'jane', E'jane\n+14155550123')`,
    `INSERT INTO conversations (workspace_id, id, contact_id, line_id, place, notification, created_at)
      VALUES ($1, ${conversation}, ${contact}, 'main',
        '{"type":"thread","channel":"C1","root":{"channelId":"C1","messageId":"1.000100"}}',
        '{"lastActivityAt":"2026-01-07T10:00:00.123Z"}', ${day})`,
    `INSERT INTO messages (workspace_id, id, conversation_id, direction, author, text, media, status, created_at, provider,
        external_id, post) VALUES ($1, ${inbound}, ${conversation}, 'inbound', '{"type":"contact"}', 'STOP', '[]', 'received',
        ${day}, 'twilio', 'SM1', '{"channelId":"C1","messageId":"1.000100"}')`,
    `INSERT INTO messages (workspace_id, id, conversation_id, direction, author, author_check, text, media, status,
        created_at) VALUES ($1, ${outbound}, ${conversation}, 'outbound', '{"type":"member","id":"U1"}', 'passed', 'Hello',
        '[]', 'queued', ${day})`,
    `INSERT INTO posts (workspace_id, channel_id, post_id, purpose, conversation_id, message_id)
      VALUES ($1, 'C1', '1.000100', 'root', ${conversation}, ${inbound})`,
    `INSERT INTO claims (workspace_id, key, subject) VALUES ($1, 'sms:twilio:SM1', ${inbound})`,
    `INSERT INTO receipts (workspace_id, provider, external_id, receipt)
      VALUES ($1, 'twilio', 'SM9', '{"type":"receipt","externalId":"SM9","status":"sent","rawStatus":"sent"}')`,
    `INSERT INTO consents (workspace_id, id, contact_id, change, at, text, matcher, actor)
      VALUES ($1, '${id(5)}', ${contact}, 'opted-out', ${day}, 'STOP', 'keyword:stop', 'contact')`,
    `INSERT INTO outbox (workspace_id, id, lane, effect, state, due_at, attempts, created_at)
      VALUES ($1, '${id(6)}', 'sms:one', '{"type":"send-text","messageId":"${id(4)}"}', 'pending', ${day}, 0, ${day})`,
  ]
  for (const statement of statements) {
    await runOn(url, statement.replace('INSERT INTO ', `INSERT INTO ${schema}.`), [workspace])
  }
}
