import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../build/workspaces.mjs'
import { npm, run } from './run.mjs'

/**
 * Uses the tarballs as a stranger would: an empty project, installed without optional peers.
 * Resolves with problems by package name; those of no single package are under `consumer`.
 */
export async function tryAsConsumer(packed, folder) {
  const problems = new Map()
  const add = (name, problem) => problems.set(name, [...(problems.get(name) ?? []), problem])
  try {
    writeProject(packed, folder)
    await npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock'], {
      cwd: folder,
    })
    const imports = packed.flatMap(({ name, specifiers }) => specifiers.map((specifier) => ({ name, specifier })))
    for (const { name, specifier } of imports) {
      await importAlone(specifier, folder).catch((error) => add(name, error.message))
    }
    for (const { name, manifest } of packed) {
      for (const program of Object.keys(manifest.bin ?? {}))
        await runProgram(program, folder).catch((error) => add(name, error.message))
    }
    for (const line of await typeProblems(folder))
      add(/node_modules\/(@threadline\/[^/]+)/.exec(line)?.[1] ?? 'consumer', line)
  } catch (error) {
    add('consumer', error.message)
  }
  return problems
}

function writeProject(packed, folder) {
  mkdirSync(folder)
  const nodeTypes = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies['@types/node']
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const manifest = { private: true, type: 'module', dependencies: { ...tarballs, '@types/node': nodeTypes } }
  const specifiers = packed.flatMap((one) => one.specifiers)
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts', 'menu.ts'] }))
  writeFileSync(join(folder, 'consumer.ts'), consumer)
  writeFileSync(
    join(folder, 'menu.ts'),
    specifiers.map((specifier, at) => `export * as room${at} from '${specifier}'\n`).join(''),
  )
}

/** No DOM and no skipLibCheck: our declarations must stand with what Node's own types give. */
const compilerOptions = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'NodeNext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
}

const consumer = `import { ThreadlineError, type Clock } from '@threadline/core'
import { fakeClock } from '@threadline/core/testing'

const clock: Clock = fakeClock(new Date('2030-01-01T00:00:00Z'))
export const isOurs = (error: unknown): error is ThreadlineError => error instanceof ThreadlineError
export const startedAt: Date = clock.now()
`

/** Each export must load by itself, say nothing, offer something, and leave the process free to end. */
async function importAlone(specifier, folder) {
  const script = `const names = Object.keys(await import(${JSON.stringify(specifier)})); process.stdout.write('exports:' + names.length)`
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    timeoutMs: 30_000,
  })
  if (!/^exports:[1-9]/.test(stdout) || stderr !== '')
    throw new Error(`import of ${specifier} printed: ${stdout}${stderr}`)
}

/** Each program must start as npm has installed it, and say how it is used. */
async function runProgram(program, folder) {
  const path = join(folder, 'node_modules/.bin', program)
  const { stdout, stderr } = await run(path, ['--help'], { cwd: folder, timeoutMs: 30_000 })
  if (!stdout.includes(program) || stderr !== '') throw new Error(`${program} --help printed: ${stdout}${stderr}`)
}

async function typeProblems(folder) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const output = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder }).then(
    () => '',
    (error) => error.message,
  )
  const lines = output.split('\n').filter((line) => / error TS\d+:/.test(line))
  if (output !== '' && lines.length === 0) return [output]
  // What a vendor's own declarations get wrong is not ours to judge.
  return lines.filter((line) => !/^node_modules\/(?!@threadline\/)/.test(line))
}
