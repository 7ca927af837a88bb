import type { ErasedOptOuts } from '@threadline/core'
import { digestKeys, erasedOptOuts as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { findOrInsert } from './find-or-create.js'
import { partsOf } from './statements.js'

export function prepareErasedOptOuts(schema: string): (session: Session) => ErasedOptOuts {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const { from: keys } = partsOf(digestKeys, schema)
  const key = `WITH found AS (SELECT key FROM ${keys} WHERE workspace_id = $1), made AS (
      INSERT INTO ${keys} (workspace_id, key) SELECT $1, $2::text WHERE NOT EXISTS (SELECT FROM found)
      ON CONFLICT (workspace_id) DO NOTHING RETURNING key
    ) SELECT * FROM found UNION ALL SELECT * FROM made`
  const keep = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, digest) DO UPDATE SET ${assignments}`
  const find = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND digest = $2`
  const forget = `DELETE FROM ${from} WHERE workspace_id = $1 AND digest = $2`

  return (session) => ({
    key: async (candidate) => digestKeys.read(await findOrInsert(session, key, [candidate])).key,
    async keep(digest, contactId) {
      session.write(keep, table.values({ digest, contactId }))
    },
    async find(digest) {
      const [row] = await session.rows(find, [digest])
      return row && table.read(row).contactId
    },
    async forget(digest) {
      session.write(forget, [digest])
    },
  })
}
