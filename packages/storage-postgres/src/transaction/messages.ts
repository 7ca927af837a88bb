import type { Messages } from '@threadline/core'
import { messages as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareMessages(schema: string): (session: Session) => Messages {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`

  const peek = `${select} AND id = $2`
  const find = `${peek} FOR UPDATE`
  const findByExternalId = `${select} AND provider = $2 AND external_id = $3
    ORDER BY external_id_arrival DESC LIMIT 1`
  const newest = `${select} AND conversation_id = $2 ORDER BY arrival DESC LIMIT $3`
  /** An update keeps the message's place, and notes anew when a vendor's id was given to it. */
  const save = `INSERT INTO ${from} AS kept (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, id) DO UPDATE SET ${assignments}, external_id_arrival =
      CASE WHEN (kept.provider, kept.external_id) IS NOT DISTINCT FROM (excluded.provider, excluded.external_id)
      THEN kept.external_id_arrival ELSE excluded.external_id_arrival END`

  return (session) => {
    const one = async (sql: string, ...parameters: readonly unknown[]) => {
      const [row] = await session.rows(sql, parameters)
      return row && table.read(row)
    }
    return {
      find: (id) => one(find, id),
      peek: (id) => one(peek, id),
      findByExternalId: (provider, externalId) => one(findByExternalId, provider, externalId),
      async newest(conversationId, limit) {
        const rows = await session.rows(newest, [conversationId, limit])
        return rows.map(table.read)
      },
      async save(message) {
        await session.rows(save, table.values(message))
      },
    }
  }
}
