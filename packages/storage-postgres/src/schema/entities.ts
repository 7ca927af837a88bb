import type { EntitySchema, EntitySchemaColumnOptions } from 'typeorm'
import { defaultSchema } from './names.js'
import type { Column, Table } from './table.js'
import * as tables from './tables.js'

/**
 * Our tables as TypeORM entities, for hosts that read them through a DataSource of their own: `threadline_contacts`,
 * `threadline_messages` and so on. They are for reading. Generated migrations and `synchronize` leave them alone.
 */
export async function threadlineEntities(options: { readonly schema?: string } = {}): Promise<readonly EntitySchema[]> {
  const { EntitySchema } = await import('typeorm')
  const { schema = defaultSchema } = options
  return Object.values(primaryKeys).map(
    ({ key, table }) =>
      new EntitySchema({
        name: `threadline_${table.name}`,
        tableName: table.name,
        schema,
        synchronize: false,
        columns: columnsOf(table, key),
      }),
  )
}

interface Keyed {
  readonly table: Pick<Table<never>, 'name' | 'columns'>
  /** The primary key behind the workspace. */
  readonly key: readonly string[]
}

const primaryKeys: readonly Keyed[] = [
  { table: tables.claims, key: ['key'] },
  { table: tables.contacts, key: ['id'] },
  { table: tables.conversations, key: ['id'] },
  { table: tables.messages, key: ['id'] },
  { table: tables.posts, key: ['channel_id', 'post_id'] },
  { table: tables.receipts, key: ['provider', 'external_id', 'arrival'] },
  { table: tables.consents, key: ['id'] },
  { table: tables.erasedOptOuts, key: ['digest'] },
  { table: tables.digestKeys, key: [] },
  { table: tables.settings, key: ['name'] },
  { table: tables.limits, key: ['key'] },
  { table: tables.broadcasts, key: ['id'] },
  { table: tables.broadcastRecipients, key: ['broadcast_id', 'position'] },
  { table: tables.outbox, key: ['id'] },
]

function columnsOf({ columns }: Keyed['table'], key: readonly string[]): Record<string, EntitySchemaColumnOptions> {
  const all: Record<string, EntitySchemaColumnOptions> = { workspace_id: { type: 'text', primary: true } }
  if (key.includes('arrival')) all['arrival'] = { type: 'bigint', primary: true }
  for (const column of columns) all[column.name] = columnOf(column, key)
  return all
}

function columnOf({ isNullable, name, type }: Column, key: readonly string[]): EntitySchemaColumnOptions {
  const primary = key.includes(name)
  return { type, nullable: isNullable, primary, ...(type === 'timestamptz' && { precision: 3 }) }
}
