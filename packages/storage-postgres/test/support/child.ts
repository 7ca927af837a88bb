import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Child {
  /** Lines it writes, as they come; ends when it does. */
  readonly lines: AsyncIterable<string>
  /** Ends it the hard way and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts a TypeScript module in a process of its own. */
export function startChild(module: URL, ...values: readonly string[]): Child {
  const starter = fileURLToPath(new URL('./child.mjs', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [starter, module.href, ...values], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  if (!child.stdout) throw new Error('The child has no output.')
  return {
    lines: createInterface({ input: child.stdout }),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
