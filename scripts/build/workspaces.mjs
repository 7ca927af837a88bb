import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What an example runs or offers; any other example is expected to have a `main`. */
const exampleEntries = {
  'slack-desk': ['main', 'demo', 'playground-host'],
  'custom-provider': ['pigeon-provider'],
  frameworks: ['express', 'fastify', 'hono'],
}

/** Reads every package and example: `{ name, folder, manifest, entries, missing, internal, isPublished }`. */
export function readWorkspaces() {
  const found = [...foldersIn('packages'), ...foldersIn('examples')].map(readWorkspace)
  const names = new Set(found.map((workspace) => workspace.name))
  return found.map((workspace) => ({ ...workspace, internal: dependenciesOf(workspace.manifest, names) }))
}

function foldersIn(group) {
  if (!existsSync(join(root, group))) return []
  return readdirSync(join(root, group))
    .sort()
    .map((name) => ({ group, name, folder: join(root, group, name) }))
    .filter(({ folder }) => existsSync(join(folder, 'package.json')))
}

function readWorkspace({ group, name, folder }) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const wanted = group === 'packages' ? entriesOf(manifest) : (exampleEntries[name] ?? ['main'])
  const sources = wanted.map((entry) => [entry, `src/${entry}.ts`])
  const exists = ([, source]) => existsSync(join(folder, source))
  return {
    name: manifest.name,
    folder,
    manifest,
    entries: Object.fromEntries(sources.filter(exists)),
    missing: sources.filter((source) => !exists(source)).map(([, source]) => source),
    isPublished: group === 'packages' && manifest.private !== true,
  }
}

/** `./dist/memory/index.js` in exports or bin is the entry `memory/index`, made from `src/memory/index.ts`. */
function entriesOf({ exports = {}, bin = {} }) {
  const targets = [
    ...Object.values(exports).map((target) => target.default ?? target),
    ...(typeof bin === 'string' ? [bin] : Object.values(bin)),
  ]
  const entries = targets.map((target) => /^(?:\.\/)?dist\/(.+)\.js$/.exec(target)?.[1])
  return [...new Set(entries.filter((entry) => entry !== undefined))]
}

function dependenciesOf({ dependencies, peerDependencies, optionalDependencies }, names) {
  const all = { ...dependencies, ...peerDependencies, ...optionalDependencies }
  return Object.keys(all).filter((name) => names.has(name))
}
