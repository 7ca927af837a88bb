import type { Claims } from '@threadline/core'
import { bound } from '../bound.js'
import { claims as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { deleteOldest, partsOf } from './statements.js'

export function prepareClaims(schema: string): (session: Session) => Claims {
  const { from, list, placeholders } = partsOf(table, schema)
  const insert = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, key) DO NOTHING RETURNING subject`
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND key = $2`

  const purge = deleteOldest(from, 'claimed_at', ['key'])

  return ({ rows }) => {
    /**
     * The insert waits for whoever is claiming the same key, so that the second look sees what became of that. What was
     * purged between the two is claimed anew.
     */
    async function claim(key: string, subject: string, claimedAt: Date): Promise<string | undefined> {
      const made = await rows(insert, table.values({ key, subject, claimedAt }))
      if (made.length > 0) return undefined
      const [earlier] = await rows(select, [key])
      return earlier ? table.read(earlier).subject : claim(key, subject, claimedAt)
    }

    return {
      claim,
      purge: async (before, limit) => (await rows(purge, [bound(before), limit])).length,
    }
  }
}
