import type { BroadcastCount, BroadcastRecipients, Broadcasts } from '@threadline/core'
import { bound } from '../bound.js'
import { broadcastRecipients as listTable, broadcasts as table, messages } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareBroadcasts(schema: string): (session: Session) => Broadcasts {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const lists = partsOf(listTable, schema).from
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`

  const peek = `${select} AND id = $2`
  const find = `${peek} FOR UPDATE`
  const newest = `${select} ORDER BY created_at DESC LIMIT $2`
  const save = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, id) DO UPDATE SET ${assignments}`
  const purge = `WITH chosen AS MATERIALIZED (
      SELECT id FROM ${from} WHERE workspace_id = $1 AND created_at < $3 AND status = ANY($2::text[])
      ORDER BY created_at LIMIT $4 FOR UPDATE SKIP LOCKED
    ), listed AS (
      DELETE FROM ${lists} AS old USING chosen WHERE old.workspace_id = $1 AND old.broadcast_id = chosen.id
    ) DELETE FROM ${from} AS old USING chosen WHERE old.workspace_id = $1 AND old.id = chosen.id RETURNING 1`

  return (session) => {
    const one = async (sql: string, id: string) => {
      const [row] = await session.rows(sql, [id])
      return row && table.read(row)
    }
    return {
      find: (id) => one(find, id),
      peek: (id) => one(peek, id),
      async list(limit) {
        const rows = await session.rows(newest, [limit])
        return rows.map(table.read)
      },
      async save(broadcast) {
        session.write(save, table.values(broadcast))
      },
      async purge(statuses, before, limit) {
        const purged = await session.rows(purge, [statuses, bound(before), limit])
        return purged.length
      },
    }
  }
}

/** The statuses of a part, the gravest first. */
const concerns =
  "ARRAY['failed', 'undelivered', 'canceled', 'unknown', 'scheduled', 'queued', 'sending', 'sent', 'delivered']"

export function prepareRecipients(schema: string): (session: Session) => BroadcastRecipients {
  const { assignments, from, list, placeholders } = partsOf(listTable, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND broadcast_id = $2`

  const listAll = `${select} ORDER BY position`
  const next = `${select} AND status = 'waiting' ORDER BY due_at, position LIMIT 1 FOR UPDATE`
  const save = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, broadcast_id, position) DO UPDATE SET ${assignments}`
  /** A column of each field in place of a row of each recipient: one statement however many they are. */
  const arrays = listTable.columns.map(({ type }, index) => `$${index + 2}::${type}[]`)
  const add = `INSERT INTO ${from} (workspace_id, ${list}) SELECT $1, given.* FROM unnest(${arrays.join(', ')}) AS given`
  const find = `${select} AND contact_id = $3 FOR UPDATE`
  const { from: fromMessages, list: messageList } = partsOf(messages, schema)
  const unsure = `SELECT ${messageList} FROM ${fromMessages} WHERE workspace_id = $1 AND broadcast_id = $2
    AND status = 'unknown' AND resolution IS NULL ORDER BY arrival LIMIT $3`
  /** Of a text that went out as several the gravest part tells: in the order of `tellingPart`. */
  const count = `SELECT listed.status, listed.skipped, telling.status AS text, telling.failure, telling.resolution,
      count(*)::integer AS count
    FROM ${from} AS listed
    LEFT JOIN ${fromMessages} AS first ON first.workspace_id = $1 AND first.id = listed.message_id
    LEFT JOIN LATERAL (
      SELECT part.status, part.failure, part.resolution FROM (
        SELECT first.status, first.failure ->> 'category' AS failure, first.resolution
        UNION ALL SELECT other.status, other.failure ->> 'category', other.resolution
        FROM jsonb_array_elements_text(first.parts) AS named (id)
        JOIN ${fromMessages} AS other ON other.workspace_id = $1 AND other.id = named.id AND other.id <> first.id
      ) AS part
      ORDER BY CASE WHEN part.resolution = 'resent' THEN 2 WHEN part.status = 'unknown' AND part.resolution IS NULL THEN 0
        ELSE 1 END, array_position(${concerns}, part.status)
      LIMIT 1
    ) AS telling ON true
    WHERE listed.workspace_id = $1 AND listed.broadcast_id = $2 GROUP BY 1, 2, 3, 4, 5`

  return (session) => ({
    async add(recipients) {
      const rows = recipients.map(listTable.values)
      session.write(
        add,
        listTable.columns.map((_, index) => rows.map((row) => row[index])),
      )
    },
    async list(broadcastId) {
      const rows = await session.rows(listAll, [broadcastId])
      return rows.map(listTable.read)
    },
    async next(broadcastId) {
      const [row] = await session.rows(next, [broadcastId])
      return row && listTable.read(row)
    },
    async find(broadcastId, contactId) {
      const [row] = await session.rows(find, [broadcastId, contactId])
      return row && listTable.read(row)
    },
    async unsure(broadcastId, limit) {
      const rows = await session.rows(unsure, [broadcastId, limit])
      return rows.map(messages.read)
    },
    async save(recipient) {
      session.write(save, listTable.values(recipient))
    },
    async count(broadcastId) {
      const rows = await session.rows(count, [broadcastId])
      return rows.map(withoutNulls) as unknown as readonly BroadcastCount[]
    },
  })
}

function withoutNulls(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
