import type { OutboxEntry } from '../domain/effect.js'
import { inTransaction, type FlowDeps } from './flow.js'

/** An effect that was refused for good and waits for a person. */
export interface DeadEffect {
  readonly id: string
  /** What was to be done, such as `post-message`. */
  readonly effect: string
  /** Category and code of what refused it. */
  readonly reason: string
  readonly createdAt: Date
  readonly attempts: number
}

const limit = 1_000

export async function listDeadEffects(deps: FlowDeps, workspaceId: string): Promise<readonly DeadEffect[]> {
  const entries = await inTransaction(deps, workspaceId, ({ tx }) => tx.outbox.dead(limit))
  return entries.map(describe)
}

/** Has a dead effect tried once more, at the end of its lane. False when there is no such effect. */
export async function retryDeadEffect(deps: FlowDeps, workspaceId: string, id: string): Promise<boolean> {
  return inTransaction(deps, workspaceId, async (flow) => {
    const entry = (await flow.tx.outbox.dead(limit)).find((dead) => dead.id === id)
    if (!entry) return false
    const revived: OutboxEntry = { ...entry, state: 'pending', attempts: 0, dueAt: flow.now, createdAt: flow.now }
    const isRevived = await flow.tx.outbox.replace(entry, revived)
    flow.wake(entry.lane)
    return isRevived
  })
}

function describe({ attempts, createdAt, effect, id, lastFailure = 'unknown' }: OutboxEntry): DeadEffect {
  return { id, effect: effect.type, reason: lastFailure, createdAt, attempts }
}
