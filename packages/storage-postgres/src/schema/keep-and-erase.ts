import type { Migration } from './migration.js'
import { quote } from './names.js'

/** What retention and erasure need: when a text was blanked, who was erased, and indexes by age. */
export const keepAndErase: Migration = {
  name: 'KeepAndErase1795619700000',
  up: (schema) => up(quote(schema)),
  down: (schema) => down(quote(schema)),
}

/**
 * Of messages only those that still have a body are in their index, and nothing in its condition changes while a text
 * moves along, so that a change of status does not have to touch it.
 */
const up = (schema: string): readonly string[] => [
  `ALTER TABLE ${schema}.contacts ADD COLUMN erased_at timestamptz(3)`,
  `ALTER TABLE ${schema}.messages ADD COLUMN blanked_at timestamptz(3)`,
  `CREATE INDEX messages_with_body ON ${schema}.messages (workspace_id, created_at) WHERE blanked_at IS NULL`,
  `CREATE INDEX claims_age ON ${schema}.claims (workspace_id, claimed_at)`,
  `CREATE INDEX receipts_age ON ${schema}.receipts (workspace_id, parked_at)`,
  `CREATE TABLE ${schema}.erased_opt_outs (
    workspace_id text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    contact_id text COLLATE "C" NOT NULL,
    CONSTRAINT erased_opt_outs_pkey PRIMARY KEY (workspace_id, digest)
  )`,
  `CREATE TABLE ${schema}.digest_keys (
    workspace_id text COLLATE "C" NOT NULL,
    key text NOT NULL,
    CONSTRAINT digest_keys_pkey PRIMARY KEY (workspace_id)
  )`,
]

const down = (schema: string): readonly string[] => [
  `DROP TABLE ${schema}.digest_keys`,
  `DROP TABLE ${schema}.erased_opt_outs`,
  `DROP INDEX ${schema}.receipts_age`,
  `DROP INDEX ${schema}.claims_age`,
  `DROP INDEX ${schema}.messages_with_body`,
  `ALTER TABLE ${schema}.messages DROP COLUMN blanked_at`,
  `ALTER TABLE ${schema}.contacts DROP COLUMN erased_at`,
]
