import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Processes that must not outlive this one. */
const alive = new Set()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

/**
 * Starts a file of this folder in a process of its own, which {@link answer}s.
 *
 * @returns `{ ask(name, value), stop() }`, `ask` rejecting with what the other side threw, or when it ended
 */
export function startProcess(file) {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const child = fork(path, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] })
  const waiting = new Map()
  let lastId = 0
  alive.add(child)
  const gone = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child)
      for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code ?? signal}.`))
      resolve()
    })
  })
  child.on('message', ({ id, error, value }) => {
    const { reject, resolve } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) resolve(value)
    else reject(new Error(error))
  })
  return {
    ask(name, value) {
      lastId += 1
      return new Promise((resolve, reject) => {
        waiting.set(lastId, { resolve, reject })
        child.send({ id: lastId, name, value })
      })
    },
    async stop() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** The other side: answers each question by the function of its name. Without its parent it ends. */
export function answer(functions) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.on('message', ({ id, name, value }) => {
    void functions[name](value).then(
      (result) => process.send({ id, value: result }),
      (error) => process.send({ id, error: String(error?.stack ?? error) }),
    )
  })
}
