import type { Claims } from '@threadline/core'
import { claims as table } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function prepareClaims(schema: string): (session: Session) => Claims {
  const { from } = partsOf(table, schema)
  const insert = `INSERT INTO ${from} (workspace_id, key, subject) VALUES ($1, $2, $3)
    ON CONFLICT (workspace_id, key) DO NOTHING RETURNING subject`
  const select = `SELECT key, subject FROM ${from} WHERE workspace_id = $1 AND key = $2`

  return ({ rows }) => ({
    /** The insert waits for whoever is claiming the same key, so that the second look sees what became of that. */
    async claim(key, subject) {
      const made = await rows(insert, [key, subject])
      if (made.length > 0) return undefined
      const [earlier] = await rows(select, [key])
      return earlier && table.read(earlier).subject
    },
  })
}
