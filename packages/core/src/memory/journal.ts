/** Remembers how to take back what a transaction wrote. */
export interface Journal {
  record(undo: () => void): void
  /** Takes back everything recorded, last first. */
  rollBack(): void
  /** Forgets what was recorded: it stands. */
  commit(): void
}

export function createJournal(): Journal {
  let undos: (() => void)[] = []
  return {
    record: (undo) => void undos.push(undo),
    rollBack() {
      for (const undo of undos.reverse()) undo()
      undos = []
    },
    commit() {
      undos = []
    },
  }
}

/** A map whose changes can be taken back through a journal. */
export interface Table<Row> {
  get(key: string): Row | undefined
  set(key: string, row: Row): void
  delete(key: string): void
  values(): IterableIterator<Row>
  /** Rows with their keys, in the order they were first set. */
  entries(): IterableIterator<[string, Row]>
}

export function createTable<Row>(journal: Journal): Table<Row> {
  const rows = new Map<string, Row>()
  const restore = (key: string, before: Row | undefined) => () => {
    if (before === undefined) rows.delete(key)
    else rows.set(key, before)
  }
  return {
    get: (key) => rows.get(key),
    set(key, row) {
      journal.record(restore(key, rows.get(key)))
      rows.set(key, row)
    },
    delete(key) {
      if (!rows.has(key)) return
      journal.record(restore(key, rows.get(key)))
      rows.delete(key)
    },
    values: () => rows.values(),
    entries: () => rows.entries(),
  }
}

/** Deletes rows that fit, at most so many, and says how many there were. */
export function deleteSome<Row>(table: Table<Row>, isDeleted: (row: Row) => boolean, limit: number): number {
  const deleted = [...table.entries()].filter(([, row]) => isDeleted(row)).slice(0, limit)
  for (const [rowKey] of deleted) table.delete(rowKey)
  return deleted.length
}

/** Lists that only grow; an append costs the same however long the list is. */
export interface Lists<Row> {
  get(key: string): readonly Row[]
  /** All rows of all lists. */
  all(): readonly Row[]
  append(key: string, row: Row): void
  /** Empties a list and returns what was in it. */
  take(key: string): readonly Row[]
}

export function createLists<Row>(journal: Journal): Lists<Row> {
  const lists = new Map<string, Row[]>()
  return {
    get: (key) => lists.get(key) ?? [],
    all: () => [...lists.values()].flat(),
    append(key, row) {
      const list = lists.get(key) ?? []
      lists.set(key, list)
      list.push(row)
      journal.record(() => void list.pop())
    },
    take(key) {
      const list = lists.get(key)
      if (!list) return []
      lists.delete(key)
      journal.record(() => void lists.set(key, list))
      return list
    },
  }
}

/** Joins parts so that no two different lists of parts give one key. */
export const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts)
