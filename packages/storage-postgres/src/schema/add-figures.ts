import type { Migration } from './migration.js'
import { quote } from './names.js'

/** What figures are made of: parts and waiting times of texts, and indexes by when they were made. */
export const addFigures: Migration = {
  name: 'AddFigures1795632581000',
  up: (schema) => up(quote(schema)),
  down: (schema) => down(quote(schema)),
}

/** The time of a message never changes, so none of these is touched while a text moves along. */
const up = (schema: string): readonly string[] => [
  `ALTER TABLE ${schema}.messages ADD COLUMN segments integer, ADD COLUMN waiting_since timestamptz(3)`,
  `CREATE INDEX messages_made ON ${schema}.messages (workspace_id, created_at)`,
  `CREATE INDEX messages_answers ON ${schema}.messages (workspace_id, created_at) WHERE waiting_since IS NOT NULL`,
  `CREATE INDEX conversations_open ON ${schema}.conversations (workspace_id, line_id)
    WHERE status IN ('new', 'open', 'pending')`,
]

const down = (schema: string): readonly string[] => [
  `DROP INDEX ${schema}.conversations_open`,
  `DROP INDEX ${schema}.messages_made`,
  `ALTER TABLE ${schema}.messages DROP COLUMN segments, DROP COLUMN waiting_since`,
]
