import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const hostFile = fileURLToPath(new URL('host.mjs', import.meta.url))
/** Beside the packages, which those that are not bundled are found from. */
const parent = fileURLToPath(new URL('../node_modules/.cache/threadline-chaos', import.meta.url))
/** Fewer starts take less time than the bundle. */
const pays = 20

/** The file to start hosts from. Reading a thousand small files is most of what a start takes, so many starts share a bundle. */
export async function hostFileFor({ runs, strike }) {
  if (strike !== 'hosts' || runs < pays) return hostFile
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'host-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { build } = await import('esbuild')
  await build({
    entryPoints: [hostFile],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    // The root tsconfig maps our own packages to their sources; here they are what is published.
    tsconfigRaw: {},
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    external: ['@electric-sql/*', ...optional],
  })
  return join(folder, 'host.mjs')
}

/** What drivers and tools would use if it were there. */
const optional = `mysql mysql2 oracledb sqlite3 better-sqlite3 sql.js mssql redis ioredis mongodb hdb-pool @sap/*
  @google-cloud/* react-native-sqlite-storage expo-sqlite typeorm-aurora-data-api-driver pg-query-stream pg-native`.split(
  /\s+/,
)
