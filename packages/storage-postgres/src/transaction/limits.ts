import type { Limits } from '@threadline/core'
import { limits as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareLimits(schema: string): (session: Session) => Limits {
  const { from, list, placeholders } = partsOf(table, schema)
  /** Two at once take one after the other: the second waits for the row and then sees what the first has left. */
  const take = `INSERT INTO ${from} AS kept (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, key) DO UPDATE
    SET taken_until = greatest(kept.taken_until, $4::timestamptz) + $5::float8 * interval '1 millisecond'
    RETURNING ${list}`

  return (session) => ({
    async take(key, ms, now) {
      const takenUntil = new Date(now.getTime() + ms)
      const [row] = await session.rows(take, [...table.values({ key, takenUntil }), now.toISOString(), ms])
      return row ? table.read(row).takenUntil : takenUntil
    },
  })
}
