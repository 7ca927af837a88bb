import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const hostFile = fileURLToPath(new URL('host.mjs', import.meta.url))
const startsWithinMs = 30_000

/** Processes that must not outlive this one. */
const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/**
 * Starts a host in a process of its own and resolves when it listens, or when it died before that.
 *
 * @param dieAfterMs - kills it that many milliseconds after it began
 * @returns `{ url, isAlive(), arm(step, count), kill(), died }`, `died` resolving when it is gone
 */
export async function startReplica(settings, { dieAfterMs } = {}) {
  const child = fork(hostFile, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  alive.add(child)
  const died = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child)
      resolve({ code, signal })
    })
  })
  const tell = (message) => child.connected && child.send(message, () => undefined)
  tell({ type: 'open', settings })
  if (dieAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), dieAfterMs)
  const url = await listening(child, died)
  return {
    url,
    died,
    isAlive: () => alive.has(child),
    arm: (step, count) => tell({ type: 'arm', step, count }),
    async kill() {
      child.kill('SIGKILL')
      await died
    },
  }
}

/** The host's address; `undefined` when a kill point took it before it listened. */
async function listening(child, died) {
  let timer
  const opened = new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (message.type === 'listening') resolve(message.url)
      if (message.type === 'failed') reject(new Error(`The host failed: ${message.message}`))
    })
    timer = setTimeout(() => reject(new Error(`The host did not start within ${startsWithinMs} ms.`)), startsWithinMs)
  })
  try {
    return await Promise.race([opened, died.then(diedEarly)])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

function diedEarly({ code, signal }) {
  if (signal === 'SIGKILL') return undefined
  throw new Error(`The host ended by itself with ${code ?? signal}.`)
}
