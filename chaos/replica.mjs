import { fork } from 'node:child_process'

/** Long enough for any machine that is busy with something else: a host that hangs is all that has to be found. */
const startsWithinMs = 600_000

/** Processes that must not outlive this one. */
const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/**
 * Makes hosts in processes of their own. One more than is asked for is always begun already, with its modules read, so
 * that a restart takes as long as opening what was kept.
 *
 * @param hostFile - what to start
 * @returns `{ start(settings, { dieAfterMs }), stop() }`
 */
export function createReplicas(hostFile, { provider, storage }) {
  const begin = () =>
    fork(hostFile, [provider, storage], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  const fallen = []
  let spare = watched(begin())
  return {
    /**
     * Resolves when the host listens, or when it died before that.
     *
     * @param dieAfterMs - kills it that many milliseconds after it was told to open
     * @returns `{ url, isAlive(), arm(step, count), disarm(), kill(), died }`, `died` resolving when it is gone, and `disarm`
     *   when it dies of no step any more, or has
     */
    start(settings, { dieAfterMs } = {}) {
      const process = spare
      spare = watched(begin())
      void process.died.then(({ code, signal }) => {
        if (signal !== 'SIGKILL') fallen.push(`A host ended by itself with ${code ?? signal}.`)
      })
      return open(process, settings, dieAfterMs)
    },
    /** What made a host end by itself, which none may. */
    fallen: () => fallen,
    async stop() {
      spare.child.kill('SIGKILL')
      await spare.died
    },
  }
}

function watched(child) {
  alive.add(child)
  const died = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child)
      resolve({ code, signal })
    })
  })
  return { child, died }
}

async function open({ child, died }, settings, dieAfterMs) {
  const tell = (message) => child.connected && child.send(message, () => undefined)
  tell({ type: 'open', settings })
  if (dieAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), dieAfterMs)
  const url = await listening(child, died)
  return {
    url,
    died,
    isAlive: () => alive.has(child),
    arm: (step, count) => tell({ type: 'arm', step, count }),
    async disarm() {
      const disarmed = told(child, 'disarmed')
      tell({ type: 'disarm' })
      await Promise.race([disarmed, died])
    },
    async kill() {
      child.kill('SIGKILL')
      await died
    },
  }
}

function told(child, type) {
  return new Promise((resolve) => {
    child.on('message', function hear(message) {
      if (message.type !== type) return
      child.off('message', hear)
      resolve()
    })
  })
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
