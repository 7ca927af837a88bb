import type { Migration } from './migration.js'
import { quote } from './names.js'

/** What a desk knows beyond its texts: who looks after a conversation, what a contact is like, what was set up. */
export const addDesk: Migration = {
  name: 'AddDesk1795620600000',
  up: (schema) => up(quote(schema)),
  down: (schema) => down(quote(schema)),
}

const optionalId = 'text COLLATE "C"'

function up(schema: string): readonly string[] {
  return [
    `ALTER TABLE ${schema}.contacts
      ADD COLUMN zone text,
      ADD COLUMN note text,
      ADD COLUMN blocked_at timestamptz(3),
      ADD COLUMN private_to ${optionalId},
      ADD COLUMN merged_into ${optionalId}`,
    `ALTER TABLE ${schema}.conversations
      ADD COLUMN status ${optionalId} NOT NULL DEFAULT 'open',
      ADD COLUMN assignee_id ${optionalId},
      ADD COLUMN tags jsonb NOT NULL DEFAULT '[]',
      ADD COLUMN priority text,
      ADD COLUMN subject text,
      ADD COLUMN note text,
      ADD COLUMN sender jsonb,
      ADD COLUMN last_inbound_at timestamptz(3),
      ADD COLUMN last_outbound_at timestamptz(3)`,
    `CREATE INDEX conversations_channel ON ${schema}.conversations (workspace_id, (place ->> 'channel'))
      WHERE place ->> 'type' = 'direct'`,
    `CREATE INDEX conversations_waiting
      ON ${schema}.conversations (workspace_id, (notification -> 'waiting' ->> 'since') COLLATE "C")
      WHERE notification -> 'waiting' ->> 'since' IS NOT NULL`,
    `CREATE INDEX conversations_newest ON ${schema}.conversations (workspace_id, created_at DESC)`,
    `CREATE INDEX conversations_assignee ON ${schema}.conversations (workspace_id, assignee_id, created_at DESC)
      WHERE assignee_id IS NOT NULL`,
    `ALTER TABLE ${schema}.messages
      ADD COLUMN files jsonb,
      ADD COLUMN scheduled_for timestamptz(3),
      ADD COLUMN sender jsonb`,
    `CREATE INDEX messages_scheduled ON ${schema}.messages (workspace_id, scheduled_for) WHERE status = 'scheduled'`,
    `CREATE INDEX messages_failed ON ${schema}.messages (workspace_id, created_at DESC, arrival DESC)
      WHERE status IN ('failed', 'undelivered', 'unknown')`,
    `CREATE TABLE ${schema}.settings (
      workspace_id ${optionalId} NOT NULL,
      name ${optionalId} NOT NULL,
      value jsonb,
      CONSTRAINT settings_pkey PRIMARY KEY (workspace_id, name)
    )`,
  ]
}

function down(schema: string): readonly string[] {
  const drop = (columns: readonly string[]) => columns.map((column) => `DROP COLUMN ${column}`).join(', ')
  return [
    `DROP TABLE ${schema}.settings`,
    `DROP INDEX ${schema}.messages_failed`,
    `ALTER TABLE ${schema}.messages ${drop(['files', 'scheduled_for', 'sender'])}`,
    `DROP INDEX ${schema}.conversations_assignee`,
    `DROP INDEX ${schema}.conversations_newest`,
    `DROP INDEX ${schema}.conversations_waiting`,
    `DROP INDEX ${schema}.conversations_channel`,
    `ALTER TABLE ${schema}.conversations ${drop([
      'status',
      'assignee_id',
      'tags',
      'priority',
      'subject',
      'note',
      'sender',
      'last_inbound_at',
      'last_outbound_at',
    ])}`,
    `ALTER TABLE ${schema}.contacts ${drop(['zone', 'note', 'blocked_at', 'private_to', 'merged_into'])}`,
  ]
}
