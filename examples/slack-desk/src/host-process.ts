import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** What the host says to whoever started it. */
export type FromHost =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'step'; readonly step: HostStep }

/** What it is told. */
export interface ToHost {
  readonly type: 'clock'
  readonly aheadMs: number
}

/** Something the host did: a webhook it answered, a transaction, or an effect it performed. */
export interface HostStep {
  readonly name: string
  readonly outcome: string
  /** Milliseconds since the epoch, on the wall. */
  readonly startedAt: number
  readonly durationMs: number
  /** What it is part of, and what it had a hand in: as a step of the sandbox's page says it. */
  readonly links: readonly string[]
  readonly mentions: readonly string[]
}

/** The host in a process of its own. */
export interface HostProcess {
  /** Resolves when it is gone, for whatever reason. */
  readonly ended: Promise<void>
  tell(message: ToHost): void
  /** Has it finish what it is at. */
  stop(): Promise<void>
}

/**
 * Starts the host and waits until it listens.
 *
 * @param env its environment, which is all that it knows
 * @param signal ends it at once, in the middle of whatever it does
 * @throws Error with the sentence that it said when it could not start
 */
export async function startHost(
  env: Readonly<Record<string, string | undefined>>,
  onStep: (step: HostStep) => void,
  signal: AbortSignal,
): Promise<HostProcess> {
  const child = fork(new URL('./playground-host.js', import.meta.url), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(() => undefined)
  signal.addEventListener('abort', () => child.kill('SIGKILL'))
  child.on('message', (message: FromHost) => message.type === 'step' && onStep(message.step))
  await ready(child)
  return {
    ended,
    tell: (message) => void (child.connected && child.send(message)),
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: FromHost) => {
      if (message.type === 'ready') resolve()
      else if (message.type === 'failed') reject(new Error(message.message))
    })
    child.once('exit', () => reject(new Error('The host ended while it was starting.')))
  })
}
