import type { Raw } from '../batch.js'
import type { Table } from '../schema/table.js'

/** Rows that a transaction has locked or written: nobody else changes them before its end, so they are read once. */
export interface KeptRows<Row> {
  get(id: string): Row | undefined
  find(fits: (row: Row) => boolean): Row | undefined
  keep(row: Row): Row
  /** Keeps a row that was written, as it will be read. */
  keepWritten(row: Row): void
  /** Keeps the row that a statement under way gives. Whoever looks by `key` waits for it. */
  expect(asked: Promise<readonly Raw[]>, key?: string): void
  /** Resolves when what is expected by a key is there, or is not to come. */
  expected(key: string): Promise<void>
  /** Many rows were changed at once. */
  forget(): void
}

export function createKeptRows<Row extends { readonly id: string }>(table: Table<Row>): KeptRows<Row> {
  const rows = new Map<string, Row>()
  const underWay = new Map<string, Promise<void>>()
  let forgotten = 0

  const keep = (row: Row): Row => {
    rows.set(row.id, row)
    return row
  }

  async function arrive(asked: Promise<readonly Raw[]>, asOf: number): Promise<void> {
    // Whoever asks for anything else in this transaction gets the error, too.
    const found = await asked.catch(() => [])
    for (const row of found.map(table.read)) if (asOf === forgotten && !rows.has(row.id)) keep(row)
  }

  return {
    get: (id) => rows.get(id),
    find: (fits) => [...rows.values()].find(fits),
    keep,
    keepWritten: (row) => void keep(table.asRead(row)),
    expect(asked, key) {
      const arrived = arrive(asked, forgotten)
      if (key !== undefined) underWay.set(key, arrived)
    },
    expected: async (key) => underWay.get(key),
    forget() {
      forgotten += 1
      rows.clear()
    },
  }
}
