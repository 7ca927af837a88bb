import type { Migration } from './migration.js'
import { quote } from './names.js'

/** Texts whose provider is asked what became of them, while no receipt says so. */
export const addTextChecks: Migration = {
  name: 'AddTextChecks1795628400000',
  up: (schema) => [
    `ALTER TABLE ${quote(schema)}.messages ADD COLUMN check_at timestamptz(3)`,
    `CREATE INDEX messages_check ON ${quote(schema)}.messages (workspace_id, check_at) WHERE check_at IS NOT NULL`,
  ],
  down: (schema) => [`ALTER TABLE ${quote(schema)}.messages DROP COLUMN check_at`],
}
