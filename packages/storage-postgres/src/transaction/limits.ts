import { ThreadlineError, type Limits } from '@threadline/core'
import { limits as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { orFail, partsOf } from './statements.js'

const limitReached = () => new ThreadlineError('storage.limit_reached', 'A limit is reached for now.')

export function prepareLimits(schema: string): (session: Session) => Limits {
  const { from, list, placeholders } = partsOf(table, schema)
  /** Two at once take one after the other: the second waits for the row and then sees what the first has left. */
  const take = `INSERT INTO ${from} AS kept (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, key) DO UPDATE
    SET taken_until = greatest(kept.taken_until, $4::timestamptz) + $5::float8 * interval '1 millisecond'
    RETURNING ${list}`

  const mustTake = `WITH taken AS (${take}) ${orFail('taken', 'taken_until <= $6')}`

  const parameters = (key: string, ms: number, now: Date) => {
    const takenUntil = new Date(now.getTime() + ms)
    return [...table.values({ key, takenUntil }), now.toISOString(), ms]
  }

  return (session) => ({
    async take(key, ms, now) {
      const [row] = await session.rows(take, parameters(key, ms, now))
      return row ? table.read(row).takenUntil : new Date(now.getTime() + ms)
    },
    async mustTake(key, ms, now, latest) {
      session.write(mustTake, [...parameters(key, ms, now), latest.toISOString()], limitReached)
    },
  })
}
