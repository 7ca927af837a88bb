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

/** Typed, because in `INSERT … SELECT` a parameter is otherwise taken for text. */
function placeholder({ type }: Column, index: number): string {
  return `$${index + 2}::${type}`
}
