import { ThreadlineError } from '@threadline/core'

/** Where our tables are, unless the host says otherwise. */
export const defaultSchema = 'threadline'

/** Quotes a name for SQL. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** @throws ThreadlineError `configuration.invalid` when PostgreSQL would not take, or would cut, the name */
export function checkSchema(schema: string): string {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(schema) && !schema.startsWith('pg_')) return schema
  throw new ThreadlineError(
    'configuration.invalid',
    'The name of the schema must be 1 to 63 lower-case letters, digits or underscores, and not begin with a digit or "pg_".',
  )
}
