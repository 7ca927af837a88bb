import type { Migration } from './migration.js'
import { quote } from './names.js'

/** A text that was too long for one message knows which ones it went out as. */
export const addMessageParts: Migration = {
  name: 'AddMessageParts1795618800000',
  up: (schema) => [`ALTER TABLE ${quote(schema)}.messages ADD COLUMN parts jsonb, ADD COLUMN part_of text COLLATE "C"`],
  down: (schema) => [`ALTER TABLE ${quote(schema)}.messages DROP COLUMN parts, DROP COLUMN part_of`],
}
