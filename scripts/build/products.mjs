import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { root } from './workspaces.mjs'

const stamps = join(root, 'node_modules/.cache/threadline-build')

/**
 * Makes one product (js or types) of one workspace unless it is up to date, and says whether it did.
 *
 * Up to date means: the same inputs by content, and every file of the last build still there with the content it had.
 * `make(folder)` writes the files into a folder beside dist, at the same depth, so that paths in source maps hold.
 */
export async function makeProduct({ workspace, product, inputs, isOurs, make }) {
  const stampFile = join(stamps, `${workspace.name.replace('/', '__')}.${product}.json`)
  const dist = join(workspace.folder, 'dist')
  if (isUpToDate(stampFile, inputs, dist)) return false

  const folder = mkdtempSync(join(workspace.folder, `.build-${product}-`))
  try {
    await make(folder)
    const files = filesIn(folder).filter(isOurs)
    const outputs = Object.fromEntries(files.map((file) => [file, hashOf(readFileSync(join(folder, file)))]))
    moveIn(folder, dist, files, workspace.entries)
    removeStale(dist, outputs, isOurs)
    mkdirSync(stamps, { recursive: true })
    writeFileSync(stampFile, JSON.stringify({ inputs, outputs }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return true
}

/** One hash over the names and contents of files and folders, and over anything else that shapes the result. */
export function inputsOf(paths, ...others) {
  const files = paths.flatMap((path) => (existsSync(path) ? filesUnder(path) : []))
  const hash = createHash('sha256').update(JSON.stringify(others))
  for (const file of files) hash.update(`${relative(root, file)}\0`).update(hashOf(readFileSync(file)))
  return hash.digest('hex')
}

/** The version of an installed tool, because another version may build otherwise. */
export function versionOf(tool) {
  return JSON.parse(readFileSync(join(root, 'node_modules', tool, 'package.json'), 'utf8')).version
}

/** Every file below a folder, as paths with forward slashes relative to it. */
export function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function filesUnder(path) {
  return statSync(path).isDirectory() ? filesIn(path).map((file) => join(path, file)) : [path]
}

function isUpToDate(stampFile, inputs, dist) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile, 'utf8'))
    const isSame = ([file, hash]) => hashOf(readFileSync(join(dist, file))) === hash
    return stamp.inputs === inputs && Object.entries(stamp.outputs).every(isSame)
  } catch {
    return false
  }
}

/** Entries go last: a program that starts meanwhile never finds an entry whose chunks are not there yet. */
function moveIn(folder, dist, files, entries) {
  const isEntry = (file) => file.replace(/\.(d\.ts|js)(\.map)?$/, '') in entries
  const ordered = [...files.filter((file) => !isEntry(file)), ...files.filter(isEntry)]
  for (const file of ordered) {
    mkdirSync(dirname(join(dist, file)), { recursive: true })
    renameSync(join(folder, file), join(dist, file))
  }
}

function removeStale(dist, outputs, isOurs) {
  const stale = filesIn(dist).filter((file) => isOurs(file) && !(file in outputs))
  for (const file of stale) rmSync(join(dist, file), { force: true })
}

function hashOf(content) {
  return createHash('sha256').update(content).digest('hex')
}
