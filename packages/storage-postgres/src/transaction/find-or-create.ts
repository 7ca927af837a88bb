import type { Raw } from '../batch.js'
import type { Session } from '../session.js'

/**
 * Runs a statement that selects a row or else inserts it. It gives none when somebody else inserted the row while it
 * ran; then it is committed, and a second run finds it.
 */
export async function findOrInsert(
  { rows }: Pick<Session, 'rows'>,
  sql: string,
  values: readonly unknown[],
): Promise<Raw> {
  const [row] = await rows(sql, values)
  if (row) return row
  return findOrInsert({ rows }, sql, values)
}
