import { execFile } from 'node:child_process'
import { root } from '../build/workspaces.mjs'

/** Runs a program to its end and resolves with what it printed; rejects with that text when it fails or hangs. */
export function run(command, args, { cwd = root, timeoutMs = 300_000 } = {}) {
  return new Promise((done, fail) => {
    const options = { cwd, maxBuffer: 1e8, timeout: timeoutMs, killSignal: 'SIGKILL' }
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return done({ stdout, stderr })
      const reason = error.killed ? `did not end within ${timeoutMs} ms` : `${stdout}${stderr}`.trim()
      fail(new Error(`${[command, ...args].join(' ')}\n${reason || error.message}`))
    })
  })
}

/** Runs npm, the one that runs us where there is one. */
export function npm(args, options) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options)
}
