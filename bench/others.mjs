import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('others', import.meta.url))

/**
 * Installs what the contestants in `others` are made of, as their lock file says, unless it is there. Throws an Error with
 * a sentence for the person at the terminal.
 */
export function installOthers() {
  if (isInstalled()) return
  console.error('Installing the packages of naive and chat-sdk into bench/others …')
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
  const { status } = spawnSync('npm', args, {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status === 0) return
  throw new Error(
    'The packages of naive and chat-sdk could not be installed into bench/others, see above. ' +
      'Without a registry, name the others: --contestants floor,threadline-memory,threadline-postgres.',
  )
}

/** Whether what is installed is younger than the lock file. */
function isInstalled() {
  const timeOf = (name) => statSync(`${folder}/${name}`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return timeOf('node_modules/.package-lock.json') >= timeOf('package-lock.json')
}
