// The named steps at which a host can be made to die, put around its parts from outside.
import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { isBroadcastText } from './broadcasts.mjs'

/** Where a transaction comes from: a sender of webhooks waits for it, or the host's own call, or it is a drain's, or a broadcast's on its way through its list. */
const origin = new AsyncLocalStorage()

/** How long a call is on its way at most, there and back, in milliseconds: the services are far away in real life. */
const onTheWayMs = 40

/** Names of every step, as `--steps` takes them. */
export const steps = [
  ...['webhook', 'send', 'drain', 'broadcast'].flatMap((from) => [`${from}:in-transaction`, `${from}:after-commit`]),
  ...['chat.post', 'sms.send', 'broadcast.send'].flatMap((call) => [
    `${call}:before`,
    `${call}:during`,
    `${call}:after`,
  ]),
  ...['chat.find', 'chat.mark', 'chat.update', 'chat.remove', 'chat.member', 'sms.find'].flatMap((call) => [
    `${call}:after`,
  ]),
]

/** Those that hosts come by with a carrier. */
export const stepsWith = ({ hasList }) => steps.filter((step) => hasList || step !== 'sms.find:after')

/** Makes the trigger: armed with a step and a count, the process kills itself when it comes by for the count-th time. */
export function createKillPoints() {
  let armed
  return {
    arm: (step, count) => void (armed = { step, count }),
    disarm: () => void (armed = undefined),
    pass(step) {
      if (armed?.step !== step) return
      armed.count -= 1
      if (armed.count <= 0) process.kill(process.pid, 'SIGKILL')
    },
    /** Whether the next call of this name is the one to die in the middle of. */
    isArmed: (step) => armed?.step === step,
  }
}

/** Runs `work` so that its transactions are known to be `from` there. */
export const comingFrom = (from, work) => origin.run(from, work)

export function killableStorage(storage, points) {
  return {
    async transaction(workspaceId, work) {
      const from = origin.getStore() ?? 'drain'
      const result = await storage.transaction(workspaceId, async (transaction) => {
        const value = await work(transaction)
        points.pass(`${from}:in-transaction`)
        return value
      })
      points.pass(`${from}:after-commit`)
      return result
    },
    waitingLanes: (workspaceId, by, limit) => storage.waitingLanes(workspaceId, by, limit),
    ...(storage.wakes && { wakes: detachedQueue(storage.wakes) }),
  }
}

/** What a wake-up starts later belongs to no webhook, though the webhook woke it. */
export function detachedQueue(queue) {
  return {
    wake: (key, at) => origin.exit(() => queue.wake(key, at)),
    runHere: (key) => origin.exit(() => queue.runHere(key)),
    start: (handler) =>
      queue.start((key) => origin.run(isOfBroadcast(key) ? 'broadcast' : 'drain', () => handler(key))),
    stop: () => queue.stop(),
  }
}

/** By its lane, behind the workspace. */
const isOfBroadcast = (key) => key.includes('/broadcast:')

export function killableChat(chat, points) {
  const calls = Object.fromEntries(
    ['post', 'find', 'mark', 'update', 'remove'].map((name) => [
      name,
      killable(chat[name].bind(chat), `chat.${name}`, points),
    ]),
  )
  const member = killable((workspaceId, id) => chat.directory.member(workspaceId, id), 'chat.member', points)
  return { ...chat, ...calls, directory: { ...chat.directory, member } }
}

export function killableSms(provider, points) {
  const send = provider.send.bind(provider)
  const sendOne = killable(send, 'sms.send', points)
  const sendOfBroadcast = killable(send, 'broadcast.send', points)
  return {
    ...provider,
    send: (text) => (isBroadcastText(text.text) ? sendOfBroadcast(text) : sendOne(text)),
    ...(provider.find && { find: killable(provider.find.bind(provider), 'sms.find', points) }),
  }
}

function killable(call, name, points) {
  return async (...args) => {
    points.pass(`${name}:before`)
    await pause(Math.random() * onTheWayMs)
    const outcome = call(...args)
    if (points.isArmed(`${name}:during`)) {
      // Long enough for the request to leave, and not always for its answer to come.
      await Promise.race([outcome, pause(Math.random() * 12)])
      points.pass(`${name}:during`)
    }
    const ended = await outcome
    points.pass(`${name}:after`)
    await pause(Math.random() * onTheWayMs)
    return ended
  }
}
