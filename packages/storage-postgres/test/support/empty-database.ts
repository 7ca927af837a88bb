import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/threadline/', import.meta.url))
const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json')
const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }

/**
 * Puts a database with nothing in it into a folder, as PGlite makes it where there is none. Making one takes ten seconds of
 * a processor, so it is made once and copied; our own tables are made by whoever opens it.
 */
export async function putEmptyDatabase(folder: string): Promise<void> {
  const template = join(cache, `pgdata-${version}`)
  if (!existsSync(template)) await makeTemplate(template)
  await cp(template, join(folder, 'pgdata'), { recursive: true })
}

/** Several test files may make it at once: it is moved to its place when it is whole, and the first one stays. */
async function makeTemplate(template: string): Promise<void> {
  const own = `${template}-${process.pid}-${Date.now()}`
  await mkdir(cache, { recursive: true })
  const database = await PGlite.create({ dataDir: own })
  await database.close()
  await rename(own, template).catch(() => rm(own, { recursive: true, force: true }))
}
