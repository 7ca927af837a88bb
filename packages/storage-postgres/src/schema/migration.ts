/** One step from a version of the schema to the next, and back. */
export interface Migration {
  /** A name that ends in the milliseconds since 1970 at which it was written, as TypeORM wants it. */
  readonly name: string
  /** The statements that take the step in a schema. */
  up(schema: string): readonly string[]
  /** What has to be worked out of the rows that are there, once the statements were run. */
  fill?(rows: Rows, schema: string): Promise<void>
  /** The statements that take it back. */
  down(schema: string): readonly string[]
}

/** Runs a statement, and gives the rows that come of it. */
export type Rows = (sql: string, values: readonly unknown[]) => Promise<unknown>
