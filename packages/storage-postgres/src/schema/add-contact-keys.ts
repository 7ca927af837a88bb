import { keysOfContact, type Contact } from '@threadline/core'
import type { Migration, Rows } from './migration.js'
import { quote } from './names.js'

/**
 * Tags of contacts, and the keys that contacts are found by, in an index that is in order: a search reads the few it shows,
 * however many there are. Folding accents and cutting words is core's to do, in any language, so no extension is needed.
 */
export const addContactKeys: Migration = {
  name: 'AddContactKeys1795884000000',
  up: (schema) => up(quote(schema)),
  fill: (rows, schema) => fill(rows, quote(schema)),
  down: (schema) => down(quote(schema)),
}

const id = 'text COLLATE "C" NOT NULL'

const up = (schema: string): readonly string[] => [
  `ALTER TABLE ${schema}.contacts
    ADD COLUMN tags jsonb,
    ADD COLUMN search_keys text[] COLLATE "C" NOT NULL DEFAULT '{}',
    DROP COLUMN search_text`,
  `CREATE TABLE ${schema}.contact_keys (
    workspace_id ${id},
    key ${id},
    contact_id ${id}
  )`,
  `CREATE UNIQUE INDEX contact_keys_order ON ${schema}.contact_keys (workspace_id, key, contact_id DESC)`,
]

const down = (schema: string): readonly string[] => [
  `DROP TABLE ${schema}.contact_keys`,
  `ALTER TABLE ${schema}.contacts
    DROP COLUMN tags,
    DROP COLUMN search_keys,
    ADD COLUMN search_text text NOT NULL DEFAULT ''`,
  `UPDATE ${schema}.contacts SET search_text = lower(coalesce(name, '') || chr(10) || address)`,
  `ALTER TABLE ${schema}.contacts ALTER COLUMN search_text DROP DEFAULT`,
]

/** Contacts read at a time. */
const batch = 1_000

async function fill(rows: Rows, schema: string): Promise<void> {
  const page = `SELECT workspace_id, id, address, name FROM ${schema}.contacts
    WHERE erased_at IS NULL AND (workspace_id, id) > ($1, $2) ORDER BY workspace_id, id LIMIT ${batch}`
  const give = `WITH given AS (
      SELECT workspace_id, id, array_agg(key) AS keys
      FROM unnest($1::text[], $2::text[], $3::text[]) AS one (workspace_id, id, key) GROUP BY workspace_id, id
    ), kept AS (
      INSERT INTO ${schema}.contact_keys SELECT workspace_id, key, id FROM given, unnest(keys) AS key
    ) UPDATE ${schema}.contacts AS contact SET search_keys = keys FROM given
      WHERE contact.workspace_id = given.workspace_id AND contact.id = given.id`
  let last = ['', '']
  for (;;) {
    const found = (await rows(page, last)) as readonly Named[]
    const keyed = found.flatMap((one) => keysOf(one).map((key) => ({ ...one, key })))
    const column = (name: 'workspace_id' | 'id' | 'key') => keyed.map((one) => one[name])
    await rows(give, [column('workspace_id'), column('id'), column('key')])
    const end = found.at(-1)
    if (!end || found.length < batch) return
    last = [end.workspace_id, end.id]
  }
}

interface Named {
  readonly workspace_id: string
  readonly id: string
  readonly address: string
  readonly name: string | null
}

function keysOf({ address, id: contactId, name }: Named): readonly string[] {
  const contact: Contact = { id: contactId, address, consent: 'open', createdAt: new Date(0) }
  return keysOfContact(name === null ? contact : { ...contact, name })
}
