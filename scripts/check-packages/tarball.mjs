import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { root } from '../build/workspaces.mjs'
import { npm, run } from './run.mjs'

/** What a tarball may carry besides the files that its package.json names one by one. */
const expected =
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.+\.(js|js\.map|d\.ts|d\.ts\.map|json|html|css|svg|png))$/

/** Packs each workspace; resolves with `{ name, version, tarball, files, size, specifiers, missing, folder }` for each. */
export async function packAll(workspaces, folder) {
  const names = workspaces.flatMap(({ name }) => ['-w', name])
  const { stdout } = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder, ...names])
  const packed = Object.values(JSON.parse(stdout))
  return workspaces.map((workspace) => {
    const { version, filename, files, size } = packed.find((one) => one.name === workspace.name)
    const tarball = join(folder, filename)
    return {
      ...workspace,
      version,
      tarball,
      files: files.map(({ path }) => path),
      size,
      specifiers: specifiersOf(workspace),
    }
  })
}

/** Finds what is wrong with one tarball, as sentences. */
export async function checkTarball(packed) {
  return [...problemsOfFiles(packed), ...(await problemsByPublint(packed)), ...(await problemsByTypes(packed))]
}

function specifiersOf({ name, manifest }) {
  const paths = Object.keys(manifest.exports ?? {}).filter((path) => !path.endsWith('.json'))
  return paths.map((path) => name + path.slice(1))
}

function problemsOfFiles({ files, folder, missing, manifest }) {
  const absent = ['README.md', 'LICENSE']
    .filter((file) => !files.includes(file))
    .map((file) => `${file} is not in the tarball`)
  const isMeant = (file) => expected.test(file) || manifest.files.includes(file)
  const extra = files.filter((file) => !isMeant(file)).map((file) => `${file} should not be in the tarball`)
  const unwritten = missing.map((source) => `${source} does not exist`)
  const isOurLicense = absent.includes('LICENSE is not in the tarball') || licenseIn(folder) === licenseIn(root)
  return [...unwritten, ...absent, ...extra, ...(isOurLicense ? [] : ['LICENSE differs from the one at the root'])]
}

function licenseIn(folder) {
  return readFileSync(join(folder, 'LICENSE'), 'utf8')
}

async function problemsByPublint({ tarball }) {
  const content = readFileSync(tarball)
  const buffer = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength)
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true, level: 'warning' })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false }) ?? message.code}`)
}

async function problemsByTypes({ tarball }) {
  const cli = fileURLToPath(new URL('dist/index.js', import.meta.resolve('@arethetypeswrong/cli/package.json')))
  const options = '--profile esm-only --format ascii --no-color --no-emoji --no-definitely-typed'.split(' ')
  return run(process.execPath, [cli, tarball, ...options]).then(
    () => [],
    (error) => [`types: ${error.message.split('\n').slice(1).join('\n')}`],
  )
}
