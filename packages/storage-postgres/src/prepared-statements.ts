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
  /** Whether the server has it under its name. `doubtful`: it may have, and forgets it before it is told anew. */
  state: 'new' | 'doubtful' | 'ready'
  /** How often it was sent since it was prepared first, and after how often it is prepared anew. */
  uses: number
  renewedAfter: number
}

/** The statements that a connection has prepared, so that the server reads and plans each of them seldom. */
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

/**
 * A plan that was made for an empty table serves a full one badly, and the server keeps it until the table is analyzed: its
 * own upkeep takes a minute to come, and PGlite has none. So plans are made anew as tables grow, ever less often.
 */
const firstRenewal = 25

/** Counts one more use. @returns whether it is to be prepared anew before this one */
export function isOutgrown(prepared: Prepared): boolean {
  prepared.uses += 1
  if (prepared.name === '' || prepared.uses <= prepared.renewedAfter) return false
  prepared.renewedAfter *= 2
  return prepared.state === 'ready'
}

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
      if (!isKept || known.size >= mostPerConnection) return made('')
      // No two connections use a name, should they meet on one server behind a pooler.
      lastNumber += 1
      const prepared = made(`threadline_${process.pid}_${lastNumber}`)
      known.set(sql, prepared)
      return prepared
    },
    giveUp() {
      isKept = false
      known.clear()
    },
  }
}

const made = (name: string): Prepared => ({ name, state: 'new', uses: 0, renewedAfter: firstRenewal })
