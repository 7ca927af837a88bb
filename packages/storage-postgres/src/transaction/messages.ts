import type { Message, Messages } from '@threadline/core'
import { bound } from '../bound.js'
import { messages as table } from '../schema/tables.js'
import type { Session, Written } from '../session.js'
import type { KeptRows } from './kept-rows.js'
import { partsOf } from './statements.js'

export function prepareMessages(schema: string): (session: Session, kept: KeptRows<Message>) => Messages {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`

  const peek = `${select} AND id = $2`
  const find = `${peek} FOR UPDATE`
  const findByExternalId = `${select} AND provider = $2 AND external_id = $3
    ORDER BY external_id_arrival DESC LIMIT 1`
  const newest = `${select} AND conversation_id = $2 ORDER BY arrival DESC LIMIT $3`
  const scheduled = `${select} AND status = 'scheduled' ORDER BY scheduled_for LIMIT $2`
  const toCheck = `${select} AND check_at <= $2 ORDER BY check_at LIMIT $3`
  const failed = `${select} AND status IN ('failed', 'undelivered', 'unknown') AND created_at >= $2
    AND broadcast_id IS NULL ORDER BY created_at DESC, arrival DESC LIMIT $3`
  const lastOutbound = `SELECT latest.* FROM unnest($2::text[]) AS wanted (id) CROSS JOIN LATERAL (
      ${select} AND conversation_id = wanted.id AND direction = 'outbound' ORDER BY arrival DESC LIMIT 1
    ) AS latest`
  /** An update keeps the message's place, and notes anew when a vendor's id was given to it. */
  const save = `INSERT INTO ${from} AS kept (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, id) DO UPDATE SET ${assignments}, external_id_arrival =
      CASE WHEN (kept.provider, kept.external_id) IS NOT DISTINCT FROM (excluded.provider, excluded.external_id)
      THEN kept.external_id_arrival ELSE excluded.external_id_arrival END`

  // Chosen once and for all: a subquery with a limit may be asked again for each row, and gives others then.
  const blank = (which: string, lock: string) => `WITH chosen AS MATERIALIZED (
      SELECT id FROM ${from} WHERE workspace_id = $1 AND blanked_at IS NULL AND ${which} LIMIT $3 FOR UPDATE ${lock}
    ) UPDATE ${from} AS kept SET text = '', media = '[]', files = NULL, blanked_at = $2 FROM chosen
    WHERE kept.workspace_id = $1 AND kept.id = chosen.id RETURNING 1`
  const blankSettled = blank(
    `created_at < $4 AND (post IS NOT NULL OR broadcast_id IS NOT NULL OR resolution IS NOT NULL)
      AND (status NOT IN ('scheduled', 'queued', 'sending', 'unknown')
      OR (status = 'unknown' AND resolution IS NOT NULL)) ORDER BY created_at`,
    'SKIP LOCKED',
  )
  const blankAll = blank('conversation_id = $4 ORDER BY arrival', '')

  return (session, kept) => {
    /** What is saved twice running, before anybody asks for something, is written once. */
    let last: { readonly id: string; readonly written: Written } | undefined
    const one = async (sql: string, ...parameters: readonly unknown[]) => {
      const [row] = await session.rows(sql, parameters)
      return row && table.read(row)
    }
    return {
      async find(id) {
        await kept.expected(id)
        const locked = kept.get(id) ?? (await one(find, id))
        return locked && kept.keep(locked)
      },
      peek: async (id) => kept.get(id) ?? one(peek, id),
      findByExternalId: (provider, externalId) => one(findByExternalId, provider, externalId),
      async newest(conversationId, limit) {
        const rows = await session.rows(newest, [conversationId, limit])
        return rows.map(table.read)
      },
      async scheduled(limit) {
        const rows = await session.rows(scheduled, [limit])
        return rows.map(table.read)
      },
      async toCheck(by, limit) {
        const rows = await session.rows(toCheck, [by.toISOString(), limit])
        return rows.map(table.read)
      },
      async failed(since, limit) {
        const rows = await session.rows(failed, [since.toISOString(), limit])
        return rows.map(table.read)
      },
      async lastOutbound(conversationIds) {
        const rows = await session.rows(lastOutbound, [conversationIds])
        return rows.map(table.read)
      },
      async save(message) {
        const values = table.values(message)
        const isRewritten = last?.id === message.id && last.written.rewrite(values)
        if (!isRewritten) last = { id: message.id, written: session.write(save, values) }
        kept.keepWritten(message.id, values)
      },
      async blank(which, at, limit) {
        const [statement, scope] =
          which.type === 'all' ? [blankAll, which.conversationId] : [blankSettled, bound(which.before)]
        kept.forget()
        const blanked = await session.rows(statement, [at.toISOString(), limit, scope])
        return blanked.length
      },
    }
  }
}
