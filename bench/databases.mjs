import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabases } from '../chaos/database.mjs'

/** Opens what contestants keep things in, and ends it when `work` is over. */
export async function withDatabases(storages, work) {
  const folder = makeFolder()
  const databases = {}
  try {
    // The server writes through to the disk, as in real life.
    for (const storage of storages) databases[storage] = await createDatabases(storage, folder, true)
    return await work(databases, makeFolder)
  } finally {
    for (const database of Object.values(databases)) await database.stop()
  }
}

/** A folder that goes when this process ends. Readable to all: as root the database server runs as another user. */
function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'threadline-bench-'))
  chmodSync(folder, 0o755)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
