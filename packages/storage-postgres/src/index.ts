// Storage
export { postgresStorage } from './postgres-storage.js'
export type {
  PostgresDataSourceOptions,
  PostgresStorageOptions,
  PostgresStorageSettings,
  PostgresUrlOptions,
} from './postgres-storage.js'
export { pgliteStorage, type PGliteStorageOptions } from './pglite-storage.js'
export type { DurableStorage } from './durable-storage.js'
export { threadlineEntities } from './schema/entities.js'
export { migrate, type MigrateOptions } from './schema/migrate.js'
export { openUpkeep, type DatabaseUpkeep, type DatabasePlace } from './open-upkeep.js'
export type { SchemaSteps } from './schema/migrate.js'
export { migrations } from './schema/migrations.js'
export type { Migration } from './schema/migration.js'

// Queue
export { postgresQueue, type PostgresQueue, type QueueBacklog } from './queue/postgres-queue.js'
export type { PostgresQueueOptions } from './queue/options.js'
