import type { Table } from '../schema/table.js'

/** Rows that a transaction has locked or written: nobody else changes them before its end, so they are read once. */
export interface KeptRows<Row> {
  get(id: string): Row | undefined
  find(fits: (row: Row) => boolean): Row | undefined
  keep(row: Row): Row
  /** Keeps a row that was written, as it will be read. */
  keepWritten(row: Row): void
  /** Many rows were changed at once. */
  forget(): void
}

export function createKeptRows<Row extends { readonly id: string }>(table: Table<Row>): KeptRows<Row> {
  const rows = new Map<string, Row>()
  const keep = (row: Row): Row => {
    rows.set(row.id, row)
    return row
  }
  return {
    get: (id) => rows.get(id),
    find: (fits) => [...rows.values()].find(fits),
    keep,
    keepWritten: (row) => void keep(table.asRead(row)),
    forget: () => rows.clear(),
  }
}
