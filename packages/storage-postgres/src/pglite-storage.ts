import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as immediately } from 'node:timers/promises'
import { consoleLogger, type Logger } from '@threadline/core'
import { durableStorage, type Connected, type DurableStorage } from './durable-storage.js'
import { lockFolder } from './folder-lock.js'
import { checkSchema, defaultSchema } from './schema/names.js'
import { createUpkeep } from './upkeep.js'

export interface PGliteStorageOptions {
  /**
   * Folder to keep everything in, made when it is missing. One process at a time. Without it everything is in memory, and
   * lost on restart.
   */
  readonly folder?: string
  /**
   * Schema of the tables.
   *
   * @defaultValue 'threadline'
   */
  readonly schema?: string
  /**
   * Told when the upkeep of the database fails, such as on a full disk. What is asked of the storage fails by itself.
   *
   * @defaultValue warnings go to standard error
   */
  readonly logger?: Logger
}

/**
 * Keeps everything in a folder, with no service to install: PostgreSQL inside this process. A commit is on disk when it
 * is acknowledged, whatever happens to the process. It looks after its tables by itself, between transactions.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be used
 */
export function pgliteStorage(options: PGliteStorageOptions = {}): DurableStorage {
  const { folder, logger = consoleLogger() } = options
  const schema = checkSchema(options.schema ?? defaultSchema)
  const name = folder === undefined ? 'The database in memory' : `The database in the folder ${folder}`
  const connect = async (): Promise<Connected> =>
    lookedAfter(await (folder ? openFolder(folder) : open()), schema, logger)
  return durableStorage({ schema, migrates: true, name, connect })
}

/** With its upkeep, which nobody else does. */
function lookedAfter(opened: Connected, schema: string, logger: Logger): Connected {
  const upkeep = createUpkeep(opened.dataSource, schema, logger)
  return { ...opened, afterTransaction: upkeep.count, close: () => inTurn(upkeep.stop, opened.close) }
}

/** Opens a folder for this process alone. @throws ThreadlineError `storage.in_use` when another one has it */
export async function openFolder(folder: string): Promise<Connected> {
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const opened = await open(join(folder, 'pgdata'))
    return { ...opened, close: () => inTurn(opened.close, unlock) }
  } catch (error) {
    await unlock()
    throw error
  }
}

async function open(dataFolder?: string): Promise<Connected> {
  const [{ PGlite }, { createPgConfig }, { DataSource }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/node-postgres'),
    import('typeorm'),
  ])
  const pglite = await PGlite.create({
    ...(dataFolder !== undefined && { dataDir: dataFolder }),
    relaxedDurability: false,
  })
  const dataSource = new DataSource({
    type: 'postgres',
    poolSize: 1,
    installExtensions: false,
    poolErrorHandler: () => undefined,
    extra: { ...createPgConfig(pglite), max: 1, idleTimeoutMillis: 0 },
  })
  try {
    await dataSource.initialize()
  } catch (error) {
    await pglite.close()
    throw error
  }
  return {
    dataSource,
    close: () =>
      inTurn(
        () => dataSource.destroy(),
        () => pglite.close(),
      ),
    // The database works in this process and never waits for anything: in a burst of transactions no call that has been
    // recorded as started would leave, nor any webhook be answered, until the last of them has ended.
    afterConnect: () => immediately(),
  }
}

/** Does the second whatever becomes of the first. */
async function inTurn(first: () => Promise<void>, second: () => Promise<void>): Promise<void> {
  try {
    await first()
  } finally {
    await second()
  }
}
