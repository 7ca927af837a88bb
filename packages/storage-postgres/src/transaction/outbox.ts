import { ThreadlineError, type Outbox, type OutboxEntry } from '@threadline/core'
import { outbox as table } from '../schema/tables.js'
import type { Session, Written } from '../session.js'
import type { EntriesAhead } from './entries-ahead.js'
import { orFail, partsOf } from './statements.js'

/**
 * The outbox. `arrival` is the place of an entry in its lane; core adds to the lanes of a conversation only while it has
 * the conversation locked, so the order of numbers is the order of commits.
 *
 * `open_key` holds the key of the entry that the next one with this key replaces, and is unique in its lane. An entry
 * gives it up when it starts and takes it back when it waits again, unless another one has it by then.
 */
export function prepareOutbox(schema: string): (session: Session, ahead: EntriesAhead) => Outbox {
  const statements = statementsFor(schema)

  return ({ rows, write }, ahead) => {
    /** Entries that were added here as they are now, and cannot have taken the place of others. */
    const added = new Map<string, Added>()

    const entries = async (sql: string, ...parameters: readonly unknown[]) => {
      const found = await rows(sql, parameters)
      return found.map(table.read)
    }

    async function add(entry: OutboxEntry): Promise<void> {
      const openKey = entry.state === 'pending' ? entry.key : undefined
      const { lane } = entry
      const isAlone = openKey === undefined || (ahead.isKnown(lane) && ahead.head(lane) === undefined)
      ahead.added(entry)
      const written = write(statements.add, [...table.values(entry), openKey ?? null])
      if (isAlone) added.set(entry.id, { entry, written })
    }

    /** What is begun where it was added is written once. */
    function isAddedAnew(before: OutboxEntry, after: OutboxEntry): boolean {
      const { entry, written } = added.get(before.id) ?? {}
      if (!entry || entry.state !== before.state || entry.attempts !== before.attempts) return false
      added.delete(before.id)
      return after.state === 'started' && written?.rewrite([...table.values(after), null]) === true
    }

    async function remove({ attempts, id, state }: OutboxEntry): Promise<boolean> {
      const removed = await rows(statements.remove, [id, state, attempts])
      return removed.length > 0
    }

    const touched = (before: OutboxEntry, after: OutboxEntry) => [
      ...table.values(after),
      before.id,
      before.state,
      before.attempts,
    ]

    return {
      add,
      async cancel(lane, key) {
        ahead.changed(lane)
        write(statements.cancel, [lane, key])
      },
      async head(lane) {
        if (ahead.isKnown(lane)) return ahead.head(lane)
        const [head] = await entries(statements.head, lane)
        return head
      },
      async replace(before, after) {
        if (!after) return remove(before)
        if (before.state === 'dead' && after.state !== 'dead') {
          const isRemoved = await remove(before)
          if (isRemoved) await add(after)
          return isRemoved
        }
        ahead.changed(after.lane)
        const written = await rows(statements.update, touched(before, after))
        return written.length > 0
      },
      async mustReplace(before, after) {
        if (after && isAddedAnew(before, after)) return ahead.changed(after.lane)
        if (after) write(statements.mustUpdate, touched(before, after), takenOver)
        else write(statements.mustRemove, [before.id, before.state, before.attempts], takenOver)
        if (after) ahead.changed(after.lane)
        else ahead.removed(before)
      },
      dead: (limit) => entries(statements.dead, limit),
    }
  }
}

interface Added {
  readonly entry: OutboxEntry
  readonly written: Written
}

const takenOver = () =>
  new ThreadlineError('storage.taken_over', 'An entry of the outbox has been taken over by somebody else.')

function statementsFor(schema: string) {
  const { count, from, list, placeholders } = partsOf(table, schema)
  const select = `SELECT ${list} FROM ${from} WHERE workspace_id = $1`
  const untouched = (first: number) => `id = $${first} AND state = $${first + 1} AND attempts = $${first + 2}`
  const remove = `DELETE FROM ${from} WHERE workspace_id = $1 AND ${untouched(2)} RETURNING id`
  const update = `UPDATE ${from} AS kept SET (${list}, open_key) = (SELECT given.*,
        CASE WHEN given.state = 'pending' AND NOT EXISTS (
          SELECT FROM ${from} AS other WHERE other.workspace_id = $1 AND other.lane = given.lane
            AND other.open_key = given.key AND other.id <> kept.id
        ) THEN given.key END
        FROM (VALUES (${placeholders})) AS given (${list}))
      WHERE workspace_id = $1 AND ${untouched(count + 2)} RETURNING id`
  return {
    head: `${select} AND lane = $2 AND state <> 'dead' ORDER BY arrival LIMIT 1`,
    dead: `${select} AND state = 'dead' ORDER BY arrival LIMIT $2`,
    /** Whoever asked us to wait still does: an entry that was tried keeps its attempts and the later time. */
    add: `INSERT INTO ${from} AS kept (workspace_id, ${list}, open_key)
      VALUES ($1, ${placeholders}, $${count + 2})
      ON CONFLICT (workspace_id, lane, open_key) WHERE open_key IS NOT NULL DO UPDATE SET
        id = excluded.id, effect = excluded.effect, target = excluded.target, created_at = excluded.created_at,
        started_at = excluded.started_at, permit_at = NULL, lease_until = excluded.lease_until,
        attempts = CASE WHEN kept.attempts = 0 THEN excluded.attempts ELSE kept.attempts END,
        last_failure = CASE WHEN kept.attempts = 0 THEN excluded.last_failure ELSE kept.last_failure END,
        due_at = CASE WHEN kept.attempts = 0 THEN excluded.due_at ELSE greatest(kept.due_at, excluded.due_at) END`,
    cancel: `DELETE FROM ${from} WHERE workspace_id = $1 AND lane = $2 AND key = $3 AND state = 'pending'`,
    remove,
    update,
    mustRemove: `WITH changed AS (${remove}) ${orFail('changed')}`,
    mustUpdate: `WITH changed AS (${update}) ${orFail('changed')}`,
  }
}
