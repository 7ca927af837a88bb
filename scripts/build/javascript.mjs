import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesIn, inputsOf, makeProduct, versionOf } from './products.mjs'
import { root } from './workspaces.mjs'

/** `new URL('./page.html', import.meta.url)`: how code names a file that lies beside it. */
const besideReference = /new URL\(\s*(["'`])(\.{1,2}\/[^"'`$]+)\1\s*,\s*import\.meta\.url\s*\)/g
const tools = fileURLToPath(new URL('.', import.meta.url))

/** Bundles a workspace's own modules, with everything from other packages left outside; says whether there was work. */
export async function buildJavaScript(workspace) {
  const inputs = inputsOf(
    [join(workspace.folder, 'src'), join(workspace.folder, 'package.json'), join(root, 'tsconfig.base.json'), tools],
    workspace.entries,
    versionOf('tsup'),
    versionOf('esbuild'),
  )
  const isOurs = (file) => !/\.d\.ts(\.map)?$/.test(file)
  return makeProduct({ workspace, product: 'js', inputs, isOurs, make: (folder) => bundle(workspace, folder) })
}

async function bundle(workspace, outDir) {
  const { build } = await import('tsup')
  const entry = Object.entries(workspace.entries).map(([name, source]) => [name, join(workspace.folder, source)])
  await build({
    config: false,
    entry: Object.fromEntries(entry),
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    splitting: true,
    sourcemap: true,
    silent: true,
    // The root tsconfig maps our own packages to their sources; here they stay imports of '@threadline/*'.
    tsconfig: join(root, 'tsconfig.base.json'),
    skipNodeModulesBundle: true,
    removeNodeProtocol: false,
  })
  copyFilesBeside(workspace, outDir)
}

/** A bundle lies elsewhere than its modules, so the files that they name are put where the bundle will look. */
function copyFilesBeside(workspace, outDir) {
  const source = join(workspace.folder, 'src')
  const named = filesIn(source).flatMap((file) => referencesIn(join(source, file)))
  for (const output of filesIn(outDir).filter((file) => file.endsWith('.js'))) {
    for (const { path } of referencesIn(join(outDir, output))) {
      const target = resolve(outDir, dirname(output), path)
      const origins = new Set(named.filter((one) => one.path === path).map((one) => one.target))
      if (origins.size > 1) throw new Error(`Two modules mean different files by '${path}': give one another name.`)
      copyBeside(workspace, outDir, { target, origin: [...origins][0] })
    }
  }
}

function copyBeside(workspace, outDir, { target, origin }) {
  const isInside = !relative(outDir, target).startsWith('..')
  if (isInside && origin !== undefined && existsSync(origin)) {
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(origin, target)
  }
  if (!existsSync(target)) throw new Error(`${workspace.name} names a file that its dist would not have: ${target}`)
}

function referencesIn(file) {
  if (!/\.(ts|js)$/.test(file)) return []
  const found = readFileSync(file, 'utf8').matchAll(besideReference)
  return [...found].map(([, , path]) => ({ path, target: resolve(dirname(file), path) }))
}
