import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until the outbox is empty and nobody comes again. What has not moved for a while is stuck.
 *
 * @param isPosted - whether the broadcast of a lane has its post
 * @param withinMs - how long nothing at all may happen: longer than the longest back-off
 */
export async function drain({ balancer, isPosted, now, sandbox }, withinMs) {
  const startedAtMs = performance.now()
  const toBeDone = async () => withoutLaterLooks(await waiting(balancer), now(), isPosted)
  let calm = 0
  let left = await toBeDone()
  let movedAtMs = startedAtMs
  while (calm < 3 && performance.now() - movedAtMs < withinMs) {
    await pause(500)
    await sandbox.settled()
    const before = left
    left = await toBeDone()
    if (JSON.stringify(before.lanes) !== JSON.stringify(left.lanes)) movedAtMs = performance.now()
    calm = left.lanes.length === 0 ? calm + 1 : 0
  }
  const stuck = left.lanes.map(({ dueAt, lane }) => `${lane} is due at ${dueAt}`)
  return { drainedAfterMs: Math.round(performance.now() - startedAtMs), stuck, deadEffects: left.deadEffects }
}

/**
 * The post of a broadcast that is over is drawn once more after minutes and after an hour, for receipts that come so late. One
 * that was under way when its process died may be due as late, and has to be waited for.
 */
function withoutLaterLooks({ lanes, ...answer }, now, isPosted) {
  const isLaterLook = ({ dueAt, lane }) => isPosted(lane) && new Date(dueAt) - now > laterLookMs
  return { ...answer, lanes: lanes.filter((one) => !isLaterLook(one)) }
}

const laterLookMs = 10_000

/** Resolves when a host can read its database. */
export async function whenServing(balancer) {
  await waiting(balancer)
}

/** Hosts whose database is just coming back are asked again, up to ten minutes. */
async function waiting(balancer) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(balancer.next())
    } catch (error) {
      if (tries === 2_400) throw error
      await pause(250)
    }
  }
}

async function ask(replica) {
  const answer = await fetch(`${replica.url}/chaos/waiting`, { signal: AbortSignal.timeout(60_000) })
  if (!answer.ok) throw new Error(`The host could not say what waits: ${await answer.text()}`)
  return answer.json()
}
