import type { ConsentLog } from '@threadline/core'
import { consents as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareConsentLog(schema: string): (session: Session) => ConsentLog {
  const { from, list, placeholders } = partsOf(table, schema)
  const append = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})`
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND contact_id = $2 ORDER BY arrival`

  const since = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND at >= $2 AND (at, id) > ($3, $4) ORDER BY at, id LIMIT $5`
  const blank = `UPDATE ${from} SET text = '' WHERE workspace_id = $1 AND contact_id = $2`

  return (session) => ({
    async append(evidence) {
      session.write(append, table.values(evidence))
    },
    async list(contactId) {
      const rows = await session.rows(select, [contactId])
      return rows.map(table.read)
    },
    async since(start, after, limit) {
      const rows = await session.rows(since, [
        start.toISOString(),
        (after?.at ?? start).toISOString(),
        after?.id ?? '',
        limit,
      ])
      return rows.map(table.read)
    },
    async blank(contactId) {
      session.write(blank, [contactId])
    },
  })
}
