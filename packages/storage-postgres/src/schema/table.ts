/** How a field is kept: the type of its column, and the way there and back. */
export interface Column {
  readonly name: string
  readonly type: 'text' | 'integer' | 'timestamptz' | 'jsonb'
  readonly isNullable: boolean
  encode(value: unknown): unknown
  decode(value: unknown): unknown
}

/** Which column keeps which field. A field that core adds does not compile until it has a column. */
export type Columns<Row> = { readonly [Field in keyof Required<Row>]: ColumnOf<Row, Field> }

/** A table of rows of one type, each of them in a workspace. */
export interface Table<Row> {
  readonly name: string
  /** The columns of the fields, in the order in which {@link Table.values} gives them. */
  readonly columns: readonly Column[]
  readonly values: (row: Row) => readonly unknown[]
  /** A row as core knows it: what is NULL is absent. */
  readonly read: (raw: Readonly<Record<string, unknown>>) => Row
  /** A row as it is read once it is written with these {@link Table.values}. */
  readonly asRead: (values: readonly unknown[]) => Row
}

type ColumnOf<Row, Field extends keyof Row> = undefined extends Row[Field] ? Optional : Column
type Optional = Column & { readonly isNullable: true }

export function table<Row extends object>(name: string, byField: Columns<Row>): Table<Row> {
  const fields = Object.entries(byField) as [string, Column][]
  const values = (row: Row): readonly unknown[] => {
    const source = row as Readonly<Record<string, unknown>>
    return fields.map(([field, column]) => (source[field] === undefined ? null : column.encode(source[field])))
  }
  const read = (raw: Readonly<Record<string, unknown>>): Row => {
    const row: Record<string, unknown> = {}
    for (const [field, { decode, name: column }] of fields) {
      const value = raw[column]
      if (value !== null && value !== undefined) row[field] = decode(value)
    }
    return row as Row
  }
  return {
    name,
    columns: fields.map(([, column]) => column),
    values,
    read,
    asRead(written) {
      const row: Record<string, unknown> = {}
      for (const [index, [field, column]] of fields.entries()) {
        const value = written[index]
        if (value !== null && value !== undefined) row[field] = column.decode(asSent(column, value))
      }
      return row as Row
    },
  }
}

export const text = (name: string): Column => plain(name, 'text')
export const integer = (name: string): Column => plain(name, 'integer')

/** A moment, to the millisecond. A host may have told its driver to read times as text. */
export const time = (name: string): Column => ({
  name,
  type: 'timestamptz',
  isNullable: false,
  encode: (value) => (value as Date).toISOString(),
  decode: (value) => new Date(value as Date | string),
})

/** Plain data. `revive` makes dates of what JSON keeps as text. */
export const json = (name: string, revive: (value: unknown) => unknown = (value) => value): Column => ({
  name,
  type: 'jsonb',
  isNullable: false,
  encode: (value) => JSON.stringify(value),
  decode: revive,
})

/** A column that is NULL where the field is absent. */
export const optional = (column: Column): Optional => ({ ...column, isNullable: true })

/** What the driver makes of a value that was written. */
function asSent({ type }: Column, value: unknown): unknown {
  return type === 'jsonb' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value
}

function plain(name: string, type: 'text' | 'integer'): Column {
  return { name, type, isNullable: false, encode: (value) => value, decode: (value) => value }
}
