import type { Migration } from './migration.js'
import { quote } from './names.js'

/** A scheduled text that could not leave at its time knows why. */
export const addHeldTexts: Migration = {
  name: 'AddHeldTexts1795626000000',
  up: (schema) => [`ALTER TABLE ${quote(schema)}.messages ADD COLUMN held_because text`],
  down: (schema) => [`ALTER TABLE ${quote(schema)}.messages DROP COLUMN held_because`],
}
