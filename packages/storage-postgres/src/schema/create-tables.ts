import type { Migration } from './migration.js'
import { quote } from './names.js'

/** The tables of the first version. Every key and every index begins with the workspace, so that they can be sharded by it. */
export const createTables: Migration = {
  name: 'CreateTables1764547200000',
  up: (schema) => statements(quote(schema)),
  down: (schema) => [
    ...['outbox', 'consents', 'receipts', 'posts', 'messages', 'conversations', 'contacts', 'claims'].map(
      (name) => `DROP TABLE ${quote(schema)}.${name}`,
    ),
    `DROP SEQUENCE ${quote(schema)}.arrival`,
  ],
}

const id = 'text COLLATE "C" NOT NULL'
const optionalId = 'text COLLATE "C"'

/** `arrival` numbers rows in the order they came, across tables. */
function statements(schema: string): readonly string[] {
  const arrival = `bigint NOT NULL DEFAULT nextval('${schema.replaceAll("'", "''")}.arrival')`
  return [
    `CREATE SEQUENCE ${schema}.arrival`,
    `CREATE TABLE ${schema}.claims (
      workspace_id ${id},
      key ${id},
      subject text NOT NULL,
      claimed_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT claims_pkey PRIMARY KEY (workspace_id, key)
    )`,
    `CREATE TABLE ${schema}.contacts (
      workspace_id ${id},
      id ${id},
      address ${id},
      name text,
      consent text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      name_key ${id},
      search_text text NOT NULL,
      CONSTRAINT contacts_pkey PRIMARY KEY (workspace_id, id),
      CONSTRAINT contacts_address UNIQUE (workspace_id, address)
    )`,
    `CREATE INDEX contacts_name ON ${schema}.contacts (workspace_id, name_key, created_at DESC)`,
    `CREATE TABLE ${schema}.conversations (
      workspace_id ${id},
      id ${id},
      contact_id ${id},
      line_id ${id},
      place jsonb NOT NULL,
      notification jsonb NOT NULL,
      created_at timestamptz(3) NOT NULL,
      CONSTRAINT conversations_pkey PRIMARY KEY (workspace_id, id),
      CONSTRAINT conversations_pair UNIQUE (workspace_id, contact_id, line_id)
    )`,
    `CREATE TABLE ${schema}.messages (
      workspace_id ${id},
      id ${id},
      conversation_id ${id},
      direction text NOT NULL,
      author jsonb NOT NULL,
      author_check text,
      text text NOT NULL,
      media jsonb NOT NULL,
      status text NOT NULL,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      provider ${optionalId},
      external_id ${optionalId},
      raw_status text,
      failure jsonb,
      post jsonb,
      marked_as text,
      question jsonb,
      resolution text,
      arrival ${arrival},
      external_id_arrival ${arrival},
      CONSTRAINT messages_pkey PRIMARY KEY (workspace_id, id)
    )`,
    `CREATE INDEX messages_of_conversation ON ${schema}.messages (workspace_id, conversation_id, arrival)`,
    `CREATE INDEX messages_external_id
      ON ${schema}.messages (workspace_id, provider, external_id, external_id_arrival)
      WHERE external_id IS NOT NULL`,
    `CREATE TABLE ${schema}.posts (
      workspace_id ${id},
      channel_id ${id},
      post_id ${id},
      purpose text NOT NULL,
      conversation_id ${optionalId},
      message_id ${optionalId},
      CONSTRAINT posts_pkey PRIMARY KEY (workspace_id, channel_id, post_id)
    )`,
    `CREATE TABLE ${schema}.receipts (
      workspace_id ${id},
      provider ${id},
      external_id ${id},
      arrival ${arrival},
      receipt jsonb NOT NULL,
      parked_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT receipts_pkey PRIMARY KEY (workspace_id, provider, external_id, arrival)
    )`,
    `CREATE TABLE ${schema}.consents (
      workspace_id ${id},
      id ${id},
      contact_id ${id},
      change text NOT NULL,
      at timestamptz(3) NOT NULL,
      text text NOT NULL,
      matcher text NOT NULL,
      actor text NOT NULL,
      arrival ${arrival},
      CONSTRAINT consents_pkey PRIMARY KEY (workspace_id, id)
    )`,
    `CREATE INDEX consents_of_contact ON ${schema}.consents (workspace_id, contact_id, arrival)`,
    `CREATE TABLE ${schema}.outbox (
      workspace_id ${id},
      id ${id},
      lane ${id},
      key ${optionalId},
      effect jsonb NOT NULL,
      state text NOT NULL,
      due_at timestamptz(3) NOT NULL,
      attempts integer NOT NULL,
      created_at timestamptz(3) NOT NULL,
      started_at timestamptz(3),
      lease_until timestamptz(3),
      last_failure text,
      arrival ${arrival},
      open_key ${optionalId},
      CONSTRAINT outbox_pkey PRIMARY KEY (workspace_id, id)
    )`,
    `CREATE UNIQUE INDEX outbox_open_key ON ${schema}.outbox (workspace_id, lane, open_key)
      WHERE open_key IS NOT NULL`,
    `CREATE INDEX outbox_lane ON ${schema}.outbox (workspace_id, lane, arrival) WHERE state <> 'dead'`,
    `CREATE INDEX outbox_due ON ${schema}.outbox (workspace_id, due_at) WHERE state <> 'dead'`,
    `CREATE INDEX outbox_dead ON ${schema}.outbox (workspace_id, arrival) WHERE state = 'dead'`,
  ]
}
