import pg from 'pg'

/** How many partitions stand for the shards of a distributed PostgreSQL. */
const shardCount = 4

/**
 * Puts partitioned tables in the place of empty ones: PostgreSQL then holds rows of different workspaces in different
 * tables, and refuses what a sharded table cannot promise, such as a unique index without the workspace.
 */
export async function shardTables(url: string, schema: string, tables: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const table of tables) await client.query(shardTable(schema, table))
  } finally {
    await client.end()
  }
}

function shardTable(schema: string, table: string): string {
  const shards = Array.from(
    { length: shardCount },
    (_value, shard) => `CREATE TABLE ${schema}.${table}__${shard} PARTITION OF ${schema}.${table}
      FOR VALUES WITH (MODULUS ${shardCount}, REMAINDER ${shard})`,
  )
  return [
    `ALTER TABLE ${schema}.${table} RENAME TO ${table}__whole`,
    `CREATE TABLE ${schema}.${table} (LIKE ${schema}.${table}__whole INCLUDING ALL) PARTITION BY HASH (workspace_id)`,
    ...shards,
    `DROP TABLE ${schema}.${table}__whole`,
  ].join(';\n')
}

/** A node of a plan, as `EXPLAIN (FORMAT JSON)` gives it. */
export interface PlanNode {
  readonly 'Relation Name'?: string
  readonly Operation?: string
  readonly Plans?: readonly PlanNode[]
}

/** The shards that a plan reads, changes or locks, by number, and the tables it goes to without knowing a shard. */
export interface Reach {
  readonly shards: ReadonlySet<string>
  readonly wholeTables: readonly string[]
}

/**
 * What changes rows names the whole table: an INSERT finds the shard by the row, and the others change what is found below
 * them, where the shards are named.
 */
export function reachOf(plan: PlanNode): Reach {
  const relations = [...relationsOf(plan)].map((name) => name.split('__'))
  return {
    shards: new Set(relations.flatMap(([, shard]) => (shard === undefined ? [] : [shard]))),
    wholeTables: relations.flatMap(([table = '', shard]) => (shard === undefined ? [table] : [])),
  }
}

function* relationsOf(node: PlanNode): Iterable<string> {
  const name = node['Relation Name']
  if (name !== undefined && node.Operation === undefined) yield name
  for (const child of node.Plans ?? []) yield* relationsOf(child)
}
