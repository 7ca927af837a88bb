import type { Lane, OutboxEntry } from '../domain/effect.js'
import { conversationOfLane } from '../domain/lane.js'
import type { Flow } from '../flows/flow.js'
import { permitAt, permitNow } from './permit.js'
import { prepare } from './prepare.js'
import type { Outside, Step, Turn } from './step.js'

/** What a drain does next: make a call, look again, or rest until somebody wakes it or a time has come. */
export type NextTurn = Turn | { readonly type: 'look' } | { readonly type: 'rest'; readonly until?: Date }

export const lookAgain: NextTurn = { type: 'look' }

export interface TurnSettings {
  /** Milliseconds after which whoever started an effect is taken to be dead. */
  readonly leaseMs: number
  /** It is known that there is no permit for now: whoever only hopes for one is undone when there is none. */
  readonly isPatient: boolean
  /** Until when there was no permit of a limit, as far as this process knows: a hint that spares vain hopes. */
  readonly reached: Map<string, Date>
}

/** Begins the first effect of a lane, when it may begin. */
export async function takeTurn(flow: Flow, lane: Lane, outside: Outside, settings: TurnSettings): Promise<NextTurn> {
  const conversationId = conversationOfLane(lane)
  // Whoever adds to such a lane has its conversation locked, and wakes nobody when something stands there already.
  if (conversationId !== undefined) await flow.tx.conversations.find(conversationId)
  const head = await flow.tx.outbox.head(lane)
  if (!head) return { type: 'rest' }
  const until = waitsUntil(head)
  if (until > flow.now) return { type: 'rest', until }

  const step = await prepare(flow, head, outside)
  const at = await permit(flow, head, step, settings)
  if (at > flow.now) return waitForPermit(flow, head, at)
  const entry = step && { ...start(head, flow.now, settings.leaseMs), target: step.target }
  await step?.started?.(flow)
  await flow.tx.outbox.mustReplace(head, entry)
  if (!step || !entry) return lookAgain
  return { type: 'perform', entry, step, isUnsettled: head.state !== 'pending' }
}

async function permit(flow: Flow, head: OutboxEntry, step: Step | undefined, settings: TurnSettings): Promise<Date> {
  const { isPatient, reached } = settings
  const key = step?.limit?.key ?? ''
  if (isPatient || (reached.get(key) ?? flow.now) > flow.now) {
    const at = await permitAt(flow, head, step?.limit)
    if (at > flow.now) reached.set(key, at)
    return at
  }
  reached.delete(key)
  await permitNow(flow, head, step?.limit)
  return flow.now
}

/** It has its permit, only not yet: nothing was tried, so no attempt is counted. */
async function waitForPermit(flow: Flow, head: OutboxEntry, at: Date): Promise<NextTurn> {
  await flow.tx.outbox.mustReplace(head, { ...head, dueAt: at, permitAt: at })
  return { type: 'rest', until: at }
}

/** Until when an entry has to be left alone. */
export function waitsUntil({ dueAt, leaseUntil, state }: OutboxEntry): Date {
  return state === 'started' && leaseUntil && leaseUntil > dueAt ? leaseUntil : dueAt
}

function start(entry: OutboxEntry, now: Date, leaseMs: number): OutboxEntry {
  return {
    ...entry,
    state: 'started',
    permitAt: undefined,
    attempts: entry.attempts + 1,
    startedAt: entry.state === 'pending' ? now : (entry.startedAt ?? now),
    leaseUntil: new Date(now.getTime() + leaseMs),
  }
}
