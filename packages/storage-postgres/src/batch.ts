import { isOfPrepared } from './database-error.js'
import { isOutgrown, preparedOn, type Column } from './prepared-statements.js'

/** A row as the driver gives it. What is NULL may be absent. */
export type Raw = Readonly<Record<string, unknown>>

/** A statement and what its placeholders stand for. */
export interface Statement {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** What we use of a connection of `pg`. */
export interface Client {
  query(batch: Batch): unknown
  query(sql: string, values: readonly unknown[]): Promise<{ readonly rows: readonly Raw[] }>
  /** What reads a value of a type, by its number, as the host has set it up. */
  getTypeParser(type: number, format: 'text'): (text: string) => unknown
  /** The host has its driver send one statement behind the other by itself; it takes no batch of ours then. */
  readonly pipeline?: boolean
  /** Only the driver that is written in JavaScript has it. */
  readonly connection?: unknown
}

/** Why a batch failed, and at which of its statements. */
export class BatchError extends Error {
  override readonly name = 'BatchError'

  constructor(
    readonly index: number,
    override readonly cause: unknown,
  ) {
    super('A statement failed.')
  }
}

/**
 * Runs statements one after the other in one round trip. When one fails, none of those after it is run.
 *
 * @returns the rows of each
 * @throws BatchError
 */
export function runBatch(client: Client, statements: readonly Statement[]): Promise<readonly (readonly Raw[])[]> {
  if (client.pipeline || client.connection === undefined) return runOneByOne(client, statements)
  return new Promise((resolve, reject) => {
    const settle: Settle = (error, results = []) => (error ? reject(error) : resolve(results))
    client.query(createBatch(client, statements, settle))
  })
}

async function runOneByOne(client: Client, statements: readonly Statement[]): Promise<readonly (readonly Raw[])[]> {
  const results: (readonly Raw[])[] = []
  for (const { sql, values } of statements) {
    try {
      results.push((await client.query(sql, values)).rows)
    } catch (error) {
      throw new BatchError(results.length, error)
    }
  }
  return results
}

type Settle = (error: unknown, results?: readonly (readonly Raw[])[]) => void

/**
 * The driver runs whatever has these members: https://node-postgres.com/apis/client#clientquery. It puts a `callback` of
 * its own in the place of ours, to watch the time.
 */
interface Batch {
  callback: Settle
  /** For whoever watches what the driver is given. */
  readonly text: string
  submit(wire: Wire): void
  handleRowDescription(message: { readonly fields: readonly Field[] }): void
  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void
  handleCommandComplete(): void
  handleReadyForQuery(): void
  handleError(error: unknown): void
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

/** The driver's side of the protocol: https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING */
interface Wire {
  readonly stream: { cork?(): void; uncork?(): void }
  close(message: { readonly type: 'S'; readonly name: string }): void
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly statement: string; readonly values: readonly (string | null)[] }): void
  describe(message: { readonly type: 'P'; readonly name: '' }): void
  execute(message: { readonly portal: '' }): void
  sync(): void
}

function createBatch(client: Client, statements: readonly Statement[], settle: Settle): Batch {
  const prepared = preparedOn(client)
  // Whatever cannot be sent is found out before the connection is at it.
  const ready = statements.map(({ sql, values }) => ({ sql, values: values.map(written), known: prepared.of(sql) }))
  const results: (readonly Raw[])[] = []
  let rows: Raw[] = []

  return {
    callback: settle,
    text: statements.map(({ sql }) => sql).join(';\n'),
    submit(wire) {
      const sent = new Set<string>()
      wire.stream.cork?.()
      for (const { known, sql, values } of ready) {
        if (isOutgrown(known)) known.state = 'doubtful'
        const isNew = known.state !== 'ready' && (known.name === '' || !sent.has(sql))
        if (isNew) {
          if (known.state === 'doubtful') wire.close({ type: 'S', name: known.name })
          wire.parse({ name: known.name, text: sql })
          sent.add(sql)
        }
        wire.bind({ statement: known.name, values })
        if (isNew) wire.describe({ type: 'P', name: '' })
        wire.execute({ portal: '' })
      }
      // Only here does the server stop to skip what comes after an error.
      wire.sync()
      wire.stream.uncork?.()
    },
    handleRowDescription({ fields }) {
      const columns = fields.map(({ dataTypeID, name }) => ({ name, read: client.getTypeParser(dataTypeID, 'text') }))
      const current = ready[results.length]
      if (current) current.known.columns = columns
    },
    handleDataRow({ fields }) {
      rows.push(readRow(ready[results.length]?.known.columns ?? [], fields))
    },
    handleCommandComplete() {
      const current = ready[results.length]
      if (current) current.known.state = 'ready'
      results.push(rows)
      rows = []
    },
    handleReadyForQuery() {
      this.callback(undefined, results)
    },
    handleError(error) {
      for (const { known } of ready.slice(results.length)) if (known.state === 'new') known.state = 'doubtful'
      if (isOfPrepared(error)) prepared.giveUp()
      this.callback(new BatchError(results.length, error))
    },
  }
}

/** Without what is NULL: most columns of most rows are. */
function readRow(columns: readonly Column[], fields: readonly (string | null)[]): Raw {
  const row: Record<string, unknown> = {}
  for (let index = 0; index < columns.length; index += 1) {
    const text = fields[index]
    const column = columns[index]
    if (column && text !== null && text !== undefined) row[column.name] = column.read(text)
  }
  return row
}

/** A value as PostgreSQL reads it. */
function written(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return `{${value.map(element).join(',')}}`
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  throw new TypeError(`A value of type ${typeof value} cannot be sent.`)
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
function element(value: unknown): string {
  const text = written(value)
  return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
