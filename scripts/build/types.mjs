import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsOf, makeProduct, versionOf } from './products.mjs'
import { root } from './workspaces.mjs'

/**
 * Makes the declarations of a package, checked against the built declarations of the packages it stands on: just what
 * a person who installs it will see. Says whether there was work.
 */
export async function buildTypes(workspace, workspaces) {
  const sources = [workspace, ...below(workspace, workspaces)].flatMap(({ folder }) => [
    join(folder, 'src'),
    join(folder, 'package.json'),
  ])
  const inputs = inputsOf([...sources, join(root, 'tsconfig.base.json'), import.meta.filename], versionOf('typescript'))
  const isOurs = (file) => /\.d\.ts(\.map)?$/.test(file)
  return makeProduct({ workspace, product: 'types', inputs, isOurs, make: emitDeclarations })
}

function below(workspace, workspaces) {
  const direct = workspaces.filter((other) => workspace.internal.includes(other.name))
  return direct.flatMap((other) => [other, ...below(other, workspaces)])
}

async function emitDeclarations(folder) {
  const project = join(folder, 'tsconfig.json')
  const compilerOptions = {
    rootDir: '../src',
    outDir: '.',
    declaration: true,
    declarationMap: true,
    emitDeclarationOnly: true,
    noEmitOnError: true,
  }
  writeFileSync(
    project,
    JSON.stringify({ extends: '../../../tsconfig.base.json', compilerOptions, include: ['../src'] }),
  )
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project, '--pretty', 'false'])
}

function run(command, args) {
  return new Promise((done, fail) => {
    execFile(command, args, { cwd: root, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error ? fail(new Error(`${stdout}${stderr}`.trim() || error.message)) : done(),
    )
  })
}
