import type { Claims } from '@threadline/core'
import { bound } from '../bound.js'
import { claims as table, type StoredClaim } from '../schema/tables.js'
import type { Session } from '../session.js'
import { deleteOldest, partsOf } from './statements.js'

export function prepareClaims(schema: string): (session: Session) => Claims {
  const { from, list } = partsOf(table, schema)
  /** In the order of the keys, so that two who claim the same ones do not wait for each other. */
  const insert = `INSERT INTO ${from} (workspace_id, ${list})
    SELECT $1, * FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS claim (key) ORDER BY key COLLATE "C"
    ON CONFLICT (workspace_id, key) DO NOTHING RETURNING key`
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND key = $2`

  const purge = deleteOldest(from, 'claimed_at', ['key'])

  return ({ rows }) => {
    /** What is claimed in one go is claimed by one statement. */
    let gathered: { readonly claims: StoredClaim[]; readonly made: Promise<Set<string>> } | undefined

    function gather(claim: StoredClaim): Promise<Set<string>> {
      gathered ??= begin()
      gathered.claims.push(claim)
      return gathered.made
    }

    function begin(): NonNullable<typeof gathered> {
      const claims: StoredClaim[] = []
      return { claims, made: Promise.resolve().then(() => insertAll(claims)) }
    }

    async function insertAll(claims: readonly StoredClaim[]): Promise<Set<string>> {
      gathered = undefined
      const each = claims.map(table.values)
      const made = await rows(
        insert,
        [0, 1, 2].map((column) => each.map((values) => values[column])),
      )
      return new Set(made.map(({ key }) => key as string))
    }

    /**
     * The insert waits for whoever is claiming the same key, so that the second look sees what became of that. What was
     * purged between the two is claimed anew. Of those who have claimed a key in one go the first has it.
     */
    async function claim(key: string, subject: string, claimedAt: Date): Promise<string | undefined> {
      const made = await gather({ key, subject, claimedAt })
      if (made.delete(key)) return undefined
      const [earlier] = await rows(select, [key])
      return earlier ? table.read(earlier).subject : claim(key, subject, claimedAt)
    }

    return {
      claim,
      purge: async (before, limit) => (await rows(purge, [bound(before), limit])).length,
    }
  }
}
