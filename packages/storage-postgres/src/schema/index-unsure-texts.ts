import type { Migration } from './migration.js'
import { quote } from './names.js'

/** Texts of a broadcast about which somebody has to decide, whichever part of a long text they are. */
export const indexUnsureTexts: Migration = {
  name: 'IndexUnsureTexts1795895700000',
  up: (schema) => [
    `CREATE INDEX messages_unsure ON ${quote(schema)}.messages (workspace_id, broadcast_id, arrival)
      WHERE status = 'unknown' AND resolution IS NULL AND broadcast_id IS NOT NULL`,
  ],
  down: (schema) => [`DROP INDEX ${quote(schema)}.messages_unsure`],
}
