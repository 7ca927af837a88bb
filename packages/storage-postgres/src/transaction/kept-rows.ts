import type { Raw } from '../batch.js'
import type { Table } from '../schema/table.js'

/** Rows that a transaction has locked or written: nobody else changes them before its end, so they are read once. */
export interface KeptRows<Row> {
  get(id: string): Row | undefined
  find(fits: (row: Row) => boolean): Row | undefined
  keep(row: Row): Row
  /** Keeps a row that was written, as it will be read: by the values it was written with, should anybody ask. */
  keepWritten(id: string, values: readonly unknown[]): void
  /** Keeps the row that a statement under way gives. Whoever looks by `key` waits for it. */
  expect(asked: Promise<readonly Raw[]>, key?: string): void
  /** Resolves when what is expected by a key is there, or is not to come. */
  expected(key: string): Promise<void>
  /** Many rows were changed at once. */
  forget(): void
}

export function createKeptRows<Row extends { readonly id: string }>(table: Table<Row>): KeptRows<Row> {
  const rows = new Map<string, Row>()
  const written = new Map<string, readonly unknown[]>()
  const underWay = new Map<string, Promise<void>>()
  let forgotten = 0

  const keep = (row: Row): Row => {
    rows.set(row.id, row)
    written.delete(row.id)
    return row
  }

  function get(id: string): Row | undefined {
    const values = written.get(id)
    return values ? keep(table.asRead(values)) : rows.get(id)
  }

  async function arrive(asked: Promise<readonly Raw[]>, asOf: number): Promise<void> {
    // Whoever asks for anything else in this transaction gets the error, too.
    const found = await asked.catch(() => [])
    const isNew = (row: Row): boolean => asOf === forgotten && !rows.has(row.id) && !written.has(row.id)
    for (const row of found.map(table.read)) if (isNew(row)) keep(row)
  }

  return {
    get,
    find(fits) {
      for (const id of written.keys()) get(id)
      return [...rows.values()].find(fits)
    },
    keep,
    keepWritten: (id, values) => void written.set(id, values),
    expect(asked, key) {
      const arrived = arrive(asked, forgotten)
      if (key !== undefined) underWay.set(key, arrived)
    },
    expected: async (key) => underWay.get(key),
    forget() {
      forgotten += 1
      rows.clear()
      written.clear()
    },
  }
}
