import { setTimeout as pause } from 'node:timers/promises'

/**
 * The host's own code, which sends texts and broadcasts: when it does not hear back, it asks again with the same key, and when its time has
 * passed by then, it chooses a later one.
 *
 * @param chooseTime - when a scheduled text is to leave, said just now
 */
export function createOwnCode({ balancer, chooseTime, now }) {
  const asking = new Set()
  let isGivenUp = false

  async function insist(to, word) {
    while (!isGivenUp) {
      const answer = await ask(balancer, '/chaos/send', { to, text: word.body, idempotencyKey: word.body, at: word.at })
      if (answer?.messageId) {
        if (answer.scheduledFor) word.at = new Date(answer.scheduledFor).getTime()
        word.takenAt = now().getTime()
        return
      }
      if (answer?.isTooLate) word.at = chooseTime()
      else await pause(100)
    }
  }

  /** Starting it once more changes nothing. One that was made, and of which nobody heard, is made again: it never starts. */
  async function insistOnBroadcast(word) {
    const request = { to: { numbers: word.numbers }, text: word.text }
    while (!isGivenUp && word.takenAt === undefined) {
      const made = word.id === undefined ? await ask(balancer, '/chaos/broadcasts', request) : word
      word.id = made?.id
      const started = word.id && (await ask(balancer, `/chaos/broadcasts/${word.id}/start`, {}))
      if (started) word.takenAt = now().getTime()
      else await pause(100)
    }
  }

  const insisting = (work) => {
    const asked = work.finally(() => asking.delete(asked))
    asking.add(asked)
  }

  return {
    /** Has a broadcast made and started, which says then when that was: `takenAt`. */
    broadcast: (word) => insisting(insistOnBroadcast(word)),
    /** Has the word taken, which says then when that was: `takenAt`. */
    send: (to, word) => insisting(insist(to, word)),
    /** Asks no more, and resolves when nothing is being asked. */
    async stop() {
      isGivenUp = true
      await Promise.all(asking)
    },
  }
}

async function ask(balancer, path, request) {
  const replica = balancer.next()
  if (!replica) return undefined
  try {
    const answer = await fetch(`${replica.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(10_000),
    })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}
