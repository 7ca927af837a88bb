import type { Effect, Lane } from '../domain/effect.js'
import { wakeKey } from '../domain/lane.js'
import type { Begun, Flow, Starter } from '../flows/flow.js'
import type { Queue } from '../ports/queue.js'
import type { Hands } from './hands.js'
import type { Outside } from './step.js'
import { takeTurn, waitsUntil } from './take-turn.js'

export interface StarterSettings {
  readonly hands: Hands
  readonly outside: Outside
  readonly queue: Queue
  readonly leaseMs: number
}

/**
 * What may have been made or not when this process ends in between, and is found out or made once more. A text that leaves
 * is not: it is begun when it is about to be sent, and not a moment earlier, since nobody knows of it after that.
 */
const beginsAtOnce: readonly Effect['type'][] = ['post-message', 'check-author', 'mark']

/** Begins in the transaction that adds something to an empty lane; this process carries it out, woken by nobody. */
export function createStarter({ hands, leaseMs, outside, queue }: StarterSettings): Starter {
  async function begin(flow: Flow, lane: Lane): Promise<Begun | undefined> {
    const head = await flow.tx.outbox.head(lane)
    if (!head || !beginsAtOnce.includes(head.effect.type)) return undefined
    const until = waitsUntil(head)
    if (until > flow.now) return { type: 'waits', until }
    const next = await takeTurn(flow, lane, outside, { leaseMs, isPatient: false, reached: hands.reached })
    if (next.type === 'look') return undefined
    if (next.type === 'rest') return next.until && { type: 'waits', until: next.until }
    const key = wakeKey(flow.workspaceId, lane)
    return {
      type: 'begun',
      carryOut() {
        hands.keep(key, next)
        queue.runHere?.(key)
      },
    }
  }

  return {
    enter() {
      const leave = queue.runHere && hands.enter()
      return leave && { begin, leave }
    },
  }
}
