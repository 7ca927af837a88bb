import { quote } from '../schema/names.js'
import type { Column, Table } from '../schema/table.js'

/** The parts of a statement that follow from a table. */
export interface Parts {
  /** The table with its schema. */
  readonly from: string
  /** Its columns, as a SELECT or an INSERT lists them. */
  readonly list: string
  /** A placeholder for each column, beginning with `$2`: `$1` is the workspace. */
  readonly placeholders: string
  /** `column = excluded.column` for each. */
  readonly assignments: string
  /** How many columns there are. */
  readonly count: number
}

export function partsOf({ columns, name }: Pick<Table<never>, 'name' | 'columns'>, schema: string): Parts {
  return {
    from: `${quote(schema)}.${name}`,
    list: columns.map((column) => column.name).join(', '),
    placeholders: columns.map(placeholder).join(', '),
    assignments: columns.map((column) => `${column.name} = excluded.${column.name}`).join(', '),
    count: columns.length,
  }
}

/** Deletes the oldest rows before a time `$2`, at most `$3`, leaving out what somebody else is just deleting. */
export function deleteOldest(from: string, age: string, key: readonly string[]): string {
  const isChosen = key.map((column) => `old.${column} = chosen.${column}`).join(' AND ')
  return `WITH chosen AS MATERIALIZED (
      SELECT ${key.join(', ')} FROM ${from} WHERE workspace_id = $1 AND ${age} < $2
      ORDER BY ${age} LIMIT $3 FOR UPDATE SKIP LOCKED
    ) DELETE FROM ${from} AS old USING chosen WHERE old.workspace_id = $1 AND ${isChosen} RETURNING 1`
}

/** Ends a statement so that it fails when none of the rows it has changed fits: nothing is divided by none of them. */
export function orFail(changed: string, fits = 'true'): string {
  return `SELECT 1 / count(*) FROM ${changed} WHERE ${fits}`
}

/** Typed, because in `INSERT … SELECT` a parameter is otherwise taken for text. */
function placeholder({ type }: Column, index: number): string {
  return `$${index + 2}::${type}`
}
