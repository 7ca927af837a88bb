/** One step from a version of the schema to the next, and back. */
export interface Migration {
  /** A name that ends in the milliseconds since 1970 at which it was written, as TypeORM wants it. */
  readonly name: string
  /** The statements that take the step in a schema. */
  up(schema: string): readonly string[]
  /** The statements that take it back. */
  down(schema: string): readonly string[]
}
