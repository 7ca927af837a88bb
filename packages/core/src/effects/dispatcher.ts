import type { Lane, OutboxEntry } from '../domain/effect.js'
import { parseWakeKey } from '../domain/lane.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import { prepare } from './prepare.js'
import { recordOutcome } from './record-outcome.js'
import type { Outside, StepOutcome, Turn } from './step.js'

export interface DispatcherSettings {
  /** Milliseconds after which whoever started an effect is taken to be dead. Longer than any call can take. */
  readonly leaseMs: number
  /** Chance, from 0 to 1. */
  readonly random: () => number
}

/** Performs the effects of a lane one at a time, in order, until it is empty or has to wait. */
export type Drain = (wakeKey: string) => Promise<void>

export function createDrain(deps: FlowDeps, outside: Outside, settings: DispatcherSettings): Drain {
  return async (wakeKey) => {
    const { workspaceId, lane } = parseWakeKey(wakeKey)
    for (;;) {
      const turn = await inTransaction(deps, workspaceId, (flow) => takeTurn(flow, lane, outside, settings))
      if (turn.type === 'skip') continue
      if (turn.type === 'rest') {
        if (turn.until) deps.queue.wake(wakeKey, turn.until)
        return
      }
      const outcome = await perform(turn)
      await inTransaction(deps, workspaceId, (flow) =>
        recordOutcome(flow, turn, outcome, settings.random(), deps.logger),
      )
    }
  }
}

type NextTurn = Turn | { readonly type: 'skip' } | { readonly type: 'rest'; readonly until?: Date }

async function takeTurn(flow: Flow, lane: Lane, outside: Outside, settings: DispatcherSettings): Promise<NextTurn> {
  const head = await flow.tx.outbox.head(lane)
  if (!head) return { type: 'rest' }
  const until = waitsUntil(head)
  if (until > flow.now) return { type: 'rest', until }

  const step = await prepare(flow, head, outside)
  if (!step) {
    await flow.tx.outbox.remove(head.id)
    return { type: 'skip' }
  }
  const entry = start(head, flow.now, settings.leaseMs)
  await flow.tx.outbox.save(entry)
  return { type: 'perform', entry, step, isUnsettled: head.state !== 'pending' }
}

function waitsUntil({ dueAt, leaseUntil, state }: OutboxEntry): Date {
  return state === 'started' && leaseUntil && leaseUntil > dueAt ? leaseUntil : dueAt
}

function start(entry: OutboxEntry, now: Date, leaseMs: number): OutboxEntry {
  return {
    ...entry,
    state: 'started',
    attempts: entry.attempts + 1,
    startedAt: entry.state === 'pending' ? now : (entry.startedAt ?? now),
    leaseUntil: new Date(now.getTime() + leaseMs),
  }
}

async function perform({ entry, isUnsettled, step }: Turn): Promise<StepOutcome> {
  try {
    if (!isUnsettled || step.whenUnknown === 'repeat') return await step.call()
    if (step.readBack && entry.startedAt) return await step.readBack(entry.startedAt)
    return { type: 'unknown', failure: { category: 'other', code: 'interrupted' } }
  } catch {
    // What was thrown may carry credentials or a customer's text, so only the fact is kept.
    return { type: 'unknown', failure: { category: 'other', code: 'threw' } }
  }
}
