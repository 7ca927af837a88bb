// Builds every package and example into its dist folder. What is up to date is left alone, so `npm start` can always build first.
//
//   node scripts/build.mjs            JavaScript and source maps, by tsup
//   node scripts/build.mjs --types    declarations and their maps too, by tsc
//
// Nothing is ever half built: a build is made beside dist and moved in file by file, entries last.
import { buildJavaScript } from './build/javascript.mjs'
import { buildTypes } from './build/types.mjs'
import { readWorkspaces } from './build/workspaces.mjs'

const startedAtMs = performance.now()
const workspaces = readWorkspaces()
const withTypes = process.argv.includes('--types')

for (const { name, missing } of workspaces) {
  for (const source of missing) console.log(`${name}: ${source} does not exist yet, skipped`)
}

const buildable = workspaces.filter(({ entries }) => Object.keys(entries).length > 0)
const javaScript = buildable.map((workspace) => report(workspace, 'js', buildJavaScript(workspace)))
const types = withTypes ? typesInOrder(buildable) : []
const results = await Promise.all([...javaScript, ...types])

const failures = results.filter((result) => result.error)
for (const { workspace, error } of failures) console.error(`\n${workspace.name} did not build:\n${error.message}`)
const built = results.filter((result) => result.isBuilt).length
console.log(`${built} built, ${results.length - built - failures.length} up to date, in ${elapsed(startedAtMs)}`)
process.exitCode = failures.length > 0 ? 1 : 0

/** Declarations are made against the declarations of the packages below, so those come first. */
function typesInOrder(all) {
  const started = new Map()
  const start = (workspace) => {
    const below = all.filter((other) => workspace.internal.includes(other.name)).map(once)
    return Promise.all(below).then((results) =>
      report(workspace, 'types', results.some((result) => result.error) ? blocked() : buildTypes(workspace, all)),
    )
  }
  const once = (workspace) => {
    if (!started.has(workspace.name)) started.set(workspace.name, start(workspace))
    return started.get(workspace.name)
  }
  return all.filter((workspace) => workspace.isPublished).map(once)
}

async function blocked() {
  throw new Error('A package it stands on has no declarations.')
}

async function report(workspace, product, building) {
  const beganAtMs = performance.now()
  try {
    const isBuilt = await building
    if (isBuilt) console.log(`${workspace.name}: ${product} built in ${elapsed(beganAtMs)}`)
    return { workspace, isBuilt }
  } catch (error) {
    return { workspace, isBuilt: false, error }
  }
}

function elapsed(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`
}
