import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What `npm start` runs, in a process of its own. */
export interface Program {
  readonly url: string
  /** Ends it as a loss of power would, without a word to its host. */
  kill(): Promise<void>
  /** Ends it in good order. */
  stop(): Promise<void>
}

/** Starts it on a folder; rejects with what it said when it ends instead. Port 0 is any free one. */
export async function startProgram(root: string, folder: string, port = '0'): Promise<Program> {
  const env = { PATH: process.env['PATH'], PORT: port, THREADLINE_FOLDER: folder }
  const child = spawn(process.execPath, ['examples/slack-desk/dist/main.js'], { cwd: root, env })
  const exit = once(child, 'exit')
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (words: Buffer): void => {
      said += String(words)
      const found = /Open (http\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void exit.then(() => reject(new Error(said)))
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await exit
  }
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}
