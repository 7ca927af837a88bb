import type { Migration } from './migration.js'
import { quote } from './names.js'

/** Broadcasts with their lists, and the tags by which lists are made. */
export const addBroadcasts: Migration = {
  name: 'AddBroadcasts1795630107000',
  up: (schema) => up(quote(schema)),
  down: (schema) => down(quote(schema)),
}

const id = 'text COLLATE "C" NOT NULL'
const optionalId = 'text COLLATE "C"'

function up(schema: string): readonly string[] {
  return [
    `CREATE TABLE ${schema}.broadcasts (
      workspace_id ${id},
      id ${id},
      line_id ${id},
      author jsonb NOT NULL,
      text text NOT NULL,
      status text NOT NULL,
      size integer NOT NULL,
      run integer NOT NULL,
      because text,
      waits_until timestamptz(3),
      post jsonb,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      ended_at timestamptz(3),
      CONSTRAINT broadcasts_pkey PRIMARY KEY (workspace_id, id)
    )`,
    `CREATE INDEX broadcasts_newest ON ${schema}.broadcasts (workspace_id, created_at DESC)`,
    `CREATE TABLE ${schema}.broadcast_recipients (
      workspace_id ${id},
      broadcast_id ${id},
      position integer NOT NULL,
      contact_id ${id},
      status text NOT NULL,
      due_at timestamptz(3) NOT NULL,
      skipped text,
      message_id ${optionalId},
      CONSTRAINT broadcast_recipients_pkey PRIMARY KEY (workspace_id, broadcast_id, position),
      CONSTRAINT broadcast_recipients_once UNIQUE (workspace_id, broadcast_id, contact_id)
    )`,
    `CREATE INDEX broadcast_recipients_next
      ON ${schema}.broadcast_recipients (workspace_id, broadcast_id, due_at, position) WHERE status = 'waiting'`,
    `ALTER TABLE ${schema}.messages ADD COLUMN broadcast_id ${optionalId}`,
    `ALTER TABLE ${schema}.conversations ADD COLUMN unshown_since timestamptz(3)`,
    `CREATE INDEX conversations_tagged ON ${schema}.conversations (workspace_id, created_at DESC) WHERE tags <> '[]'`,
  ]
}

function down(schema: string): readonly string[] {
  return [
    `DROP INDEX ${schema}.conversations_tagged`,
    `ALTER TABLE ${schema}.conversations DROP COLUMN unshown_since`,
    `ALTER TABLE ${schema}.messages DROP COLUMN broadcast_id`,
    `DROP TABLE ${schema}.broadcast_recipients`,
    `DROP TABLE ${schema}.broadcasts`,
  ]
}
