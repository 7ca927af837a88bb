import { setTimeout as pause } from 'node:timers/promises'

/**
 * The host's own code, which sends texts: when it does not hear back, it asks again with the same key, and when its time has
 * passed by then, it chooses a later one.
 *
 * @param chooseTime - when a scheduled text is to leave, said just now
 */
export function createOwnCode({ balancer, chooseTime, now }) {
  const asking = new Set()
  let isGivenUp = false

  async function insist(to, word) {
    while (!isGivenUp) {
      const answer = await ask(balancer, { to, text: word.body, idempotencyKey: word.body, at: word.at })
      if (answer?.messageId) {
        if (answer.scheduledFor) word.at = new Date(answer.scheduledFor).getTime()
        word.takenAt = now().getTime()
        return
      }
      if (answer?.isTooLate) word.at = chooseTime()
      else await pause(100)
    }
  }

  return {
    /** Has the word taken, which says then when that was: `takenAt`. */
    send(to, word) {
      const sending = insist(to, word).finally(() => asking.delete(sending))
      asking.add(sending)
    },
    /** Asks no more, and resolves when nothing is being asked. */
    async stop() {
      isGivenUp = true
      await Promise.all(asking)
    },
  }
}

async function ask(balancer, request) {
  const replica = balancer.next()
  if (!replica) return undefined
  try {
    const answer = await fetch(`${replica.url}/chaos/send`, {
      method: 'POST',
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(10_000),
    })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}
