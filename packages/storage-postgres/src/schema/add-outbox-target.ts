import type { Migration } from './migration.js'
import { quote } from './names.js'

/** A post that was begun is looked for where it was begun, wherever its conversation is by then. */
export const addOutboxTarget: Migration = {
  name: 'AddOutboxTarget1795624260000',
  up: (schema) => [`ALTER TABLE ${quote(schema)}.outbox ADD COLUMN target jsonb`],
  down: (schema) => [`ALTER TABLE ${quote(schema)}.outbox DROP COLUMN target`],
}
