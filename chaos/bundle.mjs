import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const [hostFile, cachedFile] = ['host.mjs', 'cached.cjs'].map((name) => fileURLToPath(new URL(name, import.meta.url)))
/** Beside the packages, which those that are not bundled are found from. */
const parent = fileURLToPath(new URL('../node_modules/.cache/threadline-chaos', import.meta.url))
/** Fewer starts take less time than the bundle. */
const pays = 20

/**
 * The file to start hosts from. To read and compile a thousand small files is most of what a start takes, so many starts share
 * a bundle and its code.
 */
export async function hostFileFor({ provider, runs, storage, strike }) {
  if (strike !== 'hosts' || runs < pays) return hostFile
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'host-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { build } = await import('esbuild')
  await build({
    entryPoints: [hostFile],
    outfile: join(folder, 'bundle.cjs'),
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // The root tsconfig maps our own packages to their sources; here they are what is published.
    tsconfigRaw: {},
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: ['@electric-sql/*', ...optional],
  })
  const file = join(folder, 'host.cjs')
  copyFileSync(cachedFile, file)
  // PGlite stays outside of the bundle, and kept code does not find what is outside.
  if (storage !== 'pglite') await promisify(execFile)(process.execPath, [file, provider, storage, 'keep'])
  return file
}

/** What drivers and tools would use if it were there. */
const optional = `mysql mysql2 oracledb sqlite3 better-sqlite3 sql.js mssql redis ioredis mongodb hdb-pool @sap/*
  @google-cloud/* react-native-sqlite-storage expo-sqlite typeorm-aurora-data-api-driver pg-query-stream pg-native`.split(
  /\s+/,
)
