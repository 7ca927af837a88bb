import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ThreadlineError } from '@threadline/core'
import { openUpkeep, type DatabaseUpkeep } from '@threadline/storage-postgres'
import type { KeepingSettings } from '../settings/settings.js'
import { right, unknown, wrong, type Finding } from './finding.js'

const check = 'database'

/** Looks at where everything is kept, and changes nothing. */
export async function checkDatabase(keeping: KeepingSettings): Promise<readonly Finding[]> {
  if (keeping.type === 'folder' && !existsSync(join(keeping.folder, 'pgdata')))
    return [unknown(check, `Nothing is kept in ${keeping.folder} yet: the desk makes it when it starts.`)]
  const database = await openUpkeep(
    keeping.type === 'folder' ? { folder: keeping.folder } : { url: keeping.url },
  ).catch((error: unknown) => {
    if (error instanceof ThreadlineError && error.code === 'storage.in_use') return undefined
    throw error
  })
  if (!database) return [unknown(check, 'A running desk has the folder open, so it was not looked into.')]
  try {
    return [await versionOf(database), await writableOf(database), await stepsOf(database)]
  } finally {
    await database.close()
  }
}

/** The oldest that the tables work on. */
const oldest = 14

async function versionOf(database: DatabaseUpkeep): Promise<Finding> {
  const version = await database.version()
  if (Number.parseInt(version, 10) >= oldest) return right(check, `It can be reached: PostgreSQL ${version}.`)
  return wrong(check, `It is PostgreSQL ${version}: version ${oldest} or newer is needed.`)
}

async function writableOf(database: DatabaseUpkeep): Promise<Finding> {
  if (await database.isWritable()) return right(check, 'It takes what is written.')
  return wrong(check, 'It takes no writes: it is a read-only copy, or the role may not write.')
}

async function stepsOf(database: DatabaseUpkeep): Promise<Finding> {
  const { missing, taken } = await database.steps()
  if (missing.length === 0) return right(check, `Its tables are those of this version (${taken.length} steps).`)
  if (taken.length === 0) return unknown(check, 'It has no tables yet: the desk makes them when it starts.')
  return wrong(
    check,
    `Its tables lack ${missing.length} steps of this version: start the desk, or run threadline migrate.`,
  )
}
