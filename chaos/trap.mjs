import { setTimeout as pause } from 'node:timers/promises'

/** After so long in which nobody came by, a step is given up. */
const withinMs = 90_000

/**
 * Lets all hosts die that come by a step, those too that come back meanwhile, and lures them there, until one has died.
 * Another may have come by in the same moment.
 *
 * @returns who died; nobody when the step was not reached
 */
export async function trap({ count, step }, round) {
  const trapped = new Set()
  round.trap = (host) => {
    trapped.add(host)
    host.arm(step, count)
  }
  for (const host of round.fleet) if (host.isAlive()) round.trap(host)
  const endLure = round.lures.lay(step)
  const dead = () => [...trapped].filter((host) => !host.isAlive())
  const startedAtMs = performance.now()
  while (dead().length === 0 && performance.now() - startedAtMs < withinMs) await pause(5)
  endLure()
  round.trap = undefined
  await Promise.all([...trapped].map((host) => host.disarm()))
  return dead()
}
