import type { Clock } from '@threadline/core'
import { pgliteStorage, postgresQueue, postgresStorage, type DurableStorage } from '@threadline/storage-postgres'
import type { KeepingSettings } from './settings.js'

/**
 * Opens PostgreSQL, or PGlite in a folder. A database brings the queue that all processes share; a folder has one process,
 * whose own queue does.
 *
 * @param clock by which the desk says when something falls due
 */
export async function openKeeping(
  settings: KeepingSettings,
  workspaceId: string,
  clock?: Clock,
): Promise<DurableStorage> {
  const storage = makeStorage(settings, workspaceId, clock)
  await storage.start()
  return storage
}

function makeStorage(settings: KeepingSettings, workspaceId: string, clock: Clock | undefined): DurableStorage {
  if (settings.type === 'folder') return pgliteStorage({ folder: settings.folder })
  const { url } = settings
  return postgresStorage({ url, queue: postgresQueue({ url, name: workspaceId, clock }) })
}
