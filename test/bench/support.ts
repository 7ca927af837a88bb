import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** Contestants are processes of their own, so they need built packages. */
export const build = () => run(process.execPath, ['scripts/build.mjs'], { cwd: root })

export interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the figures, with few messages so that it takes seconds. */
export async function bench(...args: readonly string[]): Promise<Ended> {
  const few = ['--messages', '20', '--contacts', '4', '--clients', '2']
  const command = ['bench/main.mjs', ...few, ...args]
  try {
    return { code: 0, ...(await run(process.execPath, command, { cwd: root })) }
  } catch (error) {
    const { code, stdout, stderr } = error as Ended
    return { code, stdout, stderr }
  }
}

/** What `--json` printed last. */
export const summaryOf = ({ stderr, stdout }: Ended): unknown =>
  stdout === '' ? stderr : JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
