import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts in hundredths of a second, whatever it runs on: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
const msPerTick = 10

/**
 * CPU that a server and its processes have used so far, in milliseconds: of those that live, and of those that it has seen
 * end.
 *
 * @param pid - of the process that all others are children of
 * @returns `undefined` where there is no such process, or no /proc to ask
 */
export function serverCpuMs(pid) {
  const main = pid && statOf(pid)
  if (!main) return undefined
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const alive = children.map(statOf).filter((stat) => stat?.parent === pid)
  return alive.reduce((sum, { own }) => sum + own, main.own + main.ended) * msPerTick
}

function statOf(pid) {
  try {
    // The name, in parentheses, may hold anything; what follows are the fields from the third on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
    return { parent: Number(fields[1]), own: user + system, ended: endedUser + endedSystem }
  } catch {
    return undefined
  }
}
