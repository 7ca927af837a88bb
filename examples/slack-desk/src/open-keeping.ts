import { pgliteStorage, postgresQueue, postgresStorage, type DurableStorage } from '@threadline/storage-postgres'
import type { KeepingSettings } from './settings.js'

/** Where a desk keeps everything, opened. */
export interface Keeping {
  /** On a database it brings the queue that all processes share; a folder has one process, whose own queue does. */
  readonly storage: DurableStorage
}

/** Opens PostgreSQL, or PGlite in a folder. */
export async function openKeeping(settings: KeepingSettings, workspaceId: string): Promise<Keeping> {
  if (settings.type === 'folder') {
    const storage = pgliteStorage({ folder: settings.folder })
    await storage.start()
    return { storage }
  }
  const { url } = settings
  const storage = postgresStorage({ url, queue: postgresQueue({ url, name: workspaceId }) })
  await storage.start()
  return { storage }
}
