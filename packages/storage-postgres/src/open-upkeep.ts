import { databaseError } from './database-error.js'
import type { Connected } from './durable-storage.js'
import { openFolder } from './pglite-storage.js'
import { connectTo, describeUrl } from './postgres-storage.js'
import { migrate, readSteps, type SchemaSteps } from './schema/migrate.js'
import { checkSchema, defaultSchema } from './schema/names.js'

/** A database of Threadline's: PostgreSQL by its URL, or a folder. */
export type DatabasePlace = ({ readonly url: string } | { readonly folder: string }) & {
  /** Schema of the tables. @defaultValue 'threadline' */
  readonly schema?: string
}

/** A database opened to be looked at and looked after, not to run a desk on. Nothing is migrated until it is asked for. */
export interface DatabaseUpkeep {
  /** @throws ThreadlineError `configuration.invalid` when the schema is of a newer version */
  steps(): Promise<SchemaSteps>
  /**
   * Brings the schema to its newest version, or to so many steps. Steps taken back lose what was kept by them.
   *
   * @throws ThreadlineError `configuration.invalid` when the schema is of a newer version
   */
  migrate(steps?: number): Promise<void>
  /** The server's version, such as `17.2`. */
  version(): Promise<string>
  /** Whether it takes what the role in use writes. Nothing is written to find out. */
  isWritable(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens a database for its upkeep.
 *
 * @throws ThreadlineError `configuration.invalid` when the folder is in use, `storage.failed` when it cannot be reached
 */
export async function openUpkeep(place: DatabasePlace): Promise<DatabaseUpkeep> {
  const schema = checkSchema(place.schema ?? defaultSchema)
  const name = 'url' in place ? describeUrl(place.url) : `The database in the folder ${place.folder}`
  const said = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => Promise.reject(databaseError(error, name)))
  const { close, dataSource } = await said(connect(place))
  const valueOf = async (sql: string, ...values: readonly string[]): Promise<unknown> => {
    const [row] = await said(dataSource.query<{ readonly value: unknown }[]>(sql, [...values]))
    return row?.value
  }
  return {
    close,
    steps: () => said(readSteps(dataSource, schema)),
    migrate: (steps) => said(migrate(dataSource, { schema, ...(steps !== undefined && { steps }) })),
    version: async () => String(await valueOf(`SELECT current_setting('server_version') AS value`)),
    isWritable: async () => (await valueOf(writable, schema)) === true,
  }
}

const connect = (place: DatabasePlace): Promise<Connected> =>
  'url' in place ? connectTo({ url: place.url, poolSize: 2 }) : openFolder(place.folder)

/** Before the tables are there, making them is what the role has to be allowed. */
const writable = `SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AND CASE
    WHEN to_regclass(quote_ident($1) || '.messages') IS NOT NULL
      THEN has_table_privilege(quote_ident($1) || '.messages', 'INSERT')
        AND has_table_privilege(quote_ident($1) || '.messages', 'UPDATE')
    WHEN to_regnamespace(quote_ident($1)) IS NOT NULL THEN has_schema_privilege($1, 'CREATE')
    ELSE has_database_privilege(current_database(), 'CREATE') END AS value`
