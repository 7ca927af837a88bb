import type { Queue } from '@threadline/core'
import { pgliteStorage, postgresQueue, postgresStorage, type DurableStorage } from '@threadline/storage-postgres'
import type { KeepingSettings } from './settings.js'

/** Where a desk keeps everything, opened. */
export interface Keeping {
  readonly storage: DurableStorage
  /** Shared by all processes on one database; a folder has one process, whose own queue does. */
  readonly queue?: Queue
}

/** Opens PostgreSQL, or PGlite in a folder. */
export async function openKeeping(settings: KeepingSettings, workspaceId: string): Promise<Keeping> {
  if (settings.type === 'folder') {
    const storage = pgliteStorage({ folder: settings.folder })
    await storage.start()
    return { storage }
  }
  const { url } = settings
  const storage = postgresStorage({ url })
  await storage.start()
  return { storage, queue: postgresQueue({ url, name: workspaceId }) }
}
