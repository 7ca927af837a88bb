import type { Conversation, ConversationQuery, Conversations } from '@threadline/core'
import { conversations as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { findOrInsert } from './find-or-create.js'
import type { KeptRows } from './kept-rows.js'
import { partsOf } from './statements.js'

export function prepareConversations(
  schema: string,
): (session: Session, kept: KeptRows<Conversation>) => Conversations {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`
  const insert = `INSERT INTO ${from} (workspace_id, ${list})`

  const find = `${select} AND id = $2 FOR UPDATE`
  const peekAll = `${select} AND id = ANY($2::text[])`
  const ofContact = `${select} AND contact_id = $2 ORDER BY id`
  const ofContacts = `${select} AND contact_id = ANY($2::text[])`
  const findByChannel = `${select} AND place ->> 'type' = 'direct' AND place ->> 'channel' = $2`
  const save = `${insert} VALUES ($1, ${placeholders}) ON CONFLICT (workspace_id, id) DO UPDATE SET ${assignments}`
  const findOrCreate = `WITH found AS (${select} AND contact_id = $3 AND line_id = $4 FOR UPDATE), made AS (
      ${insert} SELECT $1, ${placeholders} WHERE NOT EXISTS (SELECT FROM found)
      ON CONFLICT (workspace_id, contact_id, line_id) DO NOTHING RETURNING ${list}
    ) SELECT * FROM found UNION ALL SELECT * FROM made`

  /** Only what is asked for is a condition, so that an index fits it. */
  function listBy({ assigneeId, isWaiting, statuses, tag }: ConversationQuery): string {
    const since = `notification -> 'waiting' ->> 'since'`
    const conditions = [
      select,
      statuses ? 'status = ANY($3::text[])' : '$3::text[] IS NULL',
      assigneeId === undefined || assigneeId === null ? '$4::text IS NULL' : 'assignee_id = $4',
      ...(assigneeId === null ? ['assignee_id IS NULL'] : []),
      ...(tag === undefined ? ['$5::text IS NULL'] : [`tags <> '[]' AND tags ? $5`]),
      ...(isWaiting ? [`${since} IS NOT NULL`] : []),
    ]
    return `${conditions.join(' AND ')} ORDER BY ${isWaiting ? `(${since}) COLLATE "C"` : 'created_at DESC'} LIMIT $2`
  }

  return (session, kept) => {
    return {
      async find(id) {
        await kept.expected(id)
        const known = kept.get(id)
        if (known) return known
        const [row] = await session.rows(find, [id])
        return row && kept.keep(table.read(row))
      },
      async peekAll(ids) {
        const rows = await session.rows(peekAll, [ids])
        return rows.map(table.read)
      },
      async ofContact(contactId) {
        const rows = await session.rows(ofContact, [contactId])
        return rows.map(table.read)
      },
      async ofContacts(contactIds) {
        const rows = await session.rows(ofContacts, [contactIds])
        return rows.map(table.read)
      },
      async findOrCreate(candidate) {
        const { contactId, lineId } = candidate
        const known = kept.find((one) => one.contactId === contactId && one.lineId === lineId)
        return known ?? kept.keep(table.read(await findOrInsert(session, findOrCreate, table.values(candidate))))
      },
      async findByChannel(channelId) {
        const [row] = await session.rows(findByChannel, [channelId])
        return row && table.read(row)
      },
      async list(query, limit) {
        const { assigneeId = null, statuses = null, tag = null } = query
        const rows = await session.rows(listBy(query), [limit, statuses, assigneeId, tag])
        return rows.map(table.read)
      },
      async save(conversation) {
        const values = table.values(conversation)
        session.write(save, values)
        kept.keepWritten(conversation.id, values)
      },
    }
  }
}
