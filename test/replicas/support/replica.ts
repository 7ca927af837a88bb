import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FromHost, ToHost } from '../../../examples/slack-desk/src/host-process.js'

const program = fileURLToPath(new URL('../../../examples/slack-desk/dist/playground-host.js', import.meta.url))

/** One process of the real host. */
export interface Replica {
  /** Where it listens. */
  readonly url: string
  readonly isAlive: boolean
  /** How far ahead of the wall its clock is, in milliseconds. */
  moveClock(aheadMs: number): void
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>
}

/** Starts the host and waits until it listens. */
export async function startReplica(env: Readonly<Record<string, string | undefined>>): Promise<Replica> {
  const child = fork(program, { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  let isAlive = true
  void ended.then(() => (isAlive = false))
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.type === 'ready') resolve(message.url)
      else if (message.type === 'failed') reject(new Error(message.message))
    })
    void ended.then(() => reject(new Error('The host ended while it was starting.')))
  })
  return {
    url,
    get isAlive() {
      return isAlive
    },
    moveClock: (aheadMs) => void child.send({ type: 'clock', aheadMs } satisfies ToHost),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
