import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { pgliteStorage } from '../../src/index.js'
import { migrations } from '../../src/schema/migrations.js'

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/threadline/', import.meta.url))
const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json')
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }

/**
 * Puts a database with nothing in it into a folder, as PGlite makes it where there is none. Making one takes ten seconds of
 * a processor, so it is made once and copied; our own tables are made by whoever opens it.
 */
export const putEmptyDatabase = (folder: string): Promise<void> =>
  put(folder, `pgdata-${version}`, async (own) => {
    const database = await PGlite.create({ dataDir: join(own, 'pgdata') })
    await database.close()
  })

/** The same with our tables in it, as a storage leaves it that was only started: making them takes two seconds more. */
export const putEmptyTables = (folder: string): Promise<void> =>
  put(folder, `tables-${version}-${migrations.at(-1)?.name}`, async (own) => {
    await putEmptyDatabase(own)
    const storage = pgliteStorage({ folder: own })
    await storage.start()
    await storage.stop()
  })

/** Several test files may make a template at once: it is moved to its place when it is whole, and the first one stays. */
async function put(folder: string, name: string, make: (own: string) => Promise<void>): Promise<void> {
  const template = join(cache, name)
  if (!existsSync(template)) {
    const own = `${template}-${process.pid}-${Date.now()}`
    await mkdir(own, { recursive: true })
    await make(own)
    await rename(join(own, 'pgdata'), template).catch(() => undefined)
    await rm(own, { recursive: true, force: true })
  }
  await cp(template, join(folder, 'pgdata'), { recursive: true })
}
