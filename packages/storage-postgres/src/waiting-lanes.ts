import type { Lane, WaitingLane } from '@threadline/core'
import type { DataSource } from 'typeorm'
import { bound } from './bound.js'
import { databaseError } from './database-error.js'
import { quote } from './schema/names.js'

/** Looks for the lanes of a workspace whose head falls due by a time, earliest first. */
export type FindWaitingLanes = (
  dataSource: DataSource,
  workspaceId: string,
  by: Date,
  limit: number,
) => Promise<readonly WaitingLane[]>

/** Walks through what is due, and asks the index for the head of each lane: never through what is due later. */
export function prepareWaitingLanes(schema: string): FindWaitingLanes {
  const outbox = `${quote(schema)}.outbox`
  const sql = `SELECT due.lane, due.due_at FROM ${outbox} AS due
    CROSS JOIN LATERAL (
      SELECT arrival FROM ${outbox} AS entry
      WHERE entry.workspace_id = $1 AND entry.lane = due.lane AND entry.state <> 'dead'
      ORDER BY arrival LIMIT 1
    ) AS head
    WHERE due.workspace_id = $1 AND due.state <> 'dead' AND due.due_at <= $2 AND due.arrival = head.arrival
    ORDER BY due.due_at LIMIT $3`

  return async (dataSource, workspaceId, by, limit) => {
    try {
      const rows = await dataSource.query<Due[]>(sql, [workspaceId, bound(by), limit])
      return rows.map(({ due_at, lane }) => ({ lane, dueAt: new Date(due_at) }))
    } catch (error) {
      throw databaseError(error)
    }
  }
}

interface Due {
  readonly lane: Lane
  readonly due_at: Date | string
}
