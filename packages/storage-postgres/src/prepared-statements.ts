/** How a value is read of the text in which it comes. */
export interface Column {
  readonly name: string
  readonly read: (text: string) => unknown
}

/** What a connection knows of a statement that it has been sent before. */
export interface Prepared {
  /** Its name on the server; empty where it is to be sent whole each time. */
  readonly name: string
  /** What it gives, once that has been told. */
  columns?: readonly Column[]
  /** Whether the server has it under its name. `doubtful`: it failed when it was sent for the first time. */
  state: 'new' | 'doubtful' | 'ready'
}

/** The statements that a connection has prepared, so that the server reads and plans each of them once. */
export interface PreparedStatements {
  /** What is known of a statement. */
  of(sql: string): Prepared
  /** The server does not keep them, as behind a pooler that lends another connection each time: from now on they are sent whole. */
  giveUp(): void
}

/** More than there are. What is put together of parts by a host's own wishes must not fill the memory of the server. */
const mostPerConnection = 500

const byConnection = new WeakMap<object, PreparedStatements>()
let lastNumber = 0

/** Those of a connection: https://www.postgresql.org/docs/current/sql-prepare.html */
export function preparedOn(connection: object): PreparedStatements {
  const known = byConnection.get(connection)
  if (known) return known
  const made = createPreparedStatements()
  byConnection.set(connection, made)
  return made
}

function createPreparedStatements(): PreparedStatements {
  const known = new Map<string, Prepared>()
  let isKept = true
  return {
    of(sql) {
      const found = known.get(sql)
      if (found) return found
      if (!isKept || known.size >= mostPerConnection) return { name: '', state: 'new' }
      // No two connections use a name, should they meet on one server behind a pooler.
      lastNumber += 1
      const prepared: Prepared = { name: `threadline_${process.pid}_${lastNumber}`, state: 'new' }
      known.set(sql, prepared)
      return prepared
    },
    giveUp() {
      isKept = false
      known.clear()
    },
  }
}
