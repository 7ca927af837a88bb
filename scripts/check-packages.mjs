// Checks what people will install: packs every package, lints the tarballs, then installs them into an empty project,
// imports every export in plain node and type-checks a consumer. One line for each package; exit 1 on any problem.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readWorkspaces, root } from './build/workspaces.mjs'
import { tryAsConsumer } from './check-packages/consumer.mjs'
import { run } from './check-packages/run.mjs'
import { checkTarball, packAll } from './check-packages/tarball.mjs'

const folder = mkdtempSync(join(tmpdir(), 'threadline-packages-'))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

await checkAll().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})

async function checkAll() {
  console.log((await run(process.execPath, [join(root, 'scripts/build.mjs'), '--types'])).stdout.trim())
  const workspaces = readWorkspaces().filter((workspace) => workspace.isPublished)
  const packed = await packAll(workspaces, folder)
  const [asConsumer, ...asTarballs] = await Promise.all([
    tryAsConsumer(packed, join(folder, 'consumer')),
    ...packed.map(checkTarball),
  ])
  packed.forEach((one, at) => report(one, [...asTarballs[at], ...(asConsumer.get(one.name) ?? [])]))
  for (const problem of asConsumer.get('consumer') ?? []) report({ name: 'a project that uses them all' }, [problem])
}

function report(one, problems) {
  if (problems.length === 0) {
    const { name, version, files, size, specifiers } = one
    console.log(
      `ok    ${name} ${version}: ${files.length} files, ${Math.ceil(size / 1024)} kB, ${specifiers.length} exports`,
    )
    return
  }
  console.log(`FAIL  ${one.name}: ${problems.join('\n      ')}`)
  process.exitCode = 1
}
