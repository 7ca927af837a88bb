import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

const main = `
  import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
  import { tmpdir } from 'node:os'
  import { join } from 'node:path'
  import { createDatabases } from './chaos/database.mjs'

  const folder = mkdtempSync(join(tmpdir(), 'threadline-exit-code-'))
  // As root the server runs as another user.
  chmodSync(folder, 0o755)
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const databases = await createDatabases('postgres', folder)
  await databases.stop()
  process.exitCode = 3
`

test('a run that found a loss ends with its own code, though a database server ran with it', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', main], { cwd: root, stdio: 'inherit' })
  expect(await once(child, 'exit')).toEqual([3, null])
}, 120_000)
