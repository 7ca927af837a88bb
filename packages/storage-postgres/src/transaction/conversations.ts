import type { Conversations } from '@threadline/core'
import { conversations as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { findOrInsert } from './find-or-create.js'
import { partsOf } from './statements.js'

export function prepareConversations(schema: string): (session: Session) => Conversations {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`
  const insert = `INSERT INTO ${from} (workspace_id, ${list})`

  const find = `${select} AND id = $2 FOR UPDATE`
  const ofContact = `${select} AND contact_id = $2 ORDER BY id`
  const save = `${insert} VALUES ($1, ${placeholders}) ON CONFLICT (workspace_id, id) DO UPDATE SET ${assignments}`
  const findOrCreate = `WITH found AS (${select} AND contact_id = $3 AND line_id = $4 FOR UPDATE), made AS (
      ${insert} SELECT $1, ${placeholders} WHERE NOT EXISTS (SELECT FROM found)
      ON CONFLICT (workspace_id, contact_id, line_id) DO NOTHING RETURNING ${list}
    ) SELECT * FROM found UNION ALL SELECT * FROM made`

  return (session) => ({
    async find(id) {
      const [row] = await session.rows(find, [id])
      return row && table.read(row)
    },
    async ofContact(contactId) {
      const rows = await session.rows(ofContact, [contactId])
      return rows.map(table.read)
    },
    findOrCreate: async (candidate) => table.read(await findOrInsert(session, findOrCreate, table.values(candidate))),
    async save(conversation) {
      await session.rows(save, table.values(conversation))
    },
  })
}
