import type { Migration } from './migration.js'
import { quote } from './names.js'

/** What a merge of contacts remembers; contacts and evidence to be listed. */
export const addContacts: Migration = {
  name: 'AddContacts1795627800000',
  up: (schema) => [
    `ALTER TABLE ${quote(schema)}.contacts ADD COLUMN former_name text`,
    `CREATE INDEX contacts_merged ON ${quote(schema)}.contacts (workspace_id, merged_into) WHERE merged_into IS NOT NULL`,
    `CREATE INDEX consents_at ON ${quote(schema)}.consents (workspace_id, at, id)`,
  ],
  down: (schema) => [
    `DROP INDEX ${quote(schema)}.consents_at`,
    `DROP INDEX ${quote(schema)}.contacts_merged`,
    `ALTER TABLE ${quote(schema)}.contacts DROP COLUMN former_name`,
  ],
}
