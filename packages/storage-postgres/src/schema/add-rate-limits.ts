import type { Migration } from './migration.js'
import { quote } from './names.js'

/** Limits that all processes share, and which effect waits for its permit. */
export const addRateLimits: Migration = {
  name: 'AddRateLimits1795621500000',
  up: (schema) => [
    `CREATE TABLE ${quote(schema)}.limits (
      workspace_id text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      taken_until timestamptz(3) NOT NULL,
      CONSTRAINT limits_pkey PRIMARY KEY (workspace_id, key)
    ) WITH (fillfactor = 50)`,
    `ALTER TABLE ${quote(schema)}.outbox ADD COLUMN permit_at timestamptz(3)`,
  ],
  down: (schema) => [`ALTER TABLE ${quote(schema)}.outbox DROP COLUMN permit_at`, `DROP TABLE ${quote(schema)}.limits`],
}
