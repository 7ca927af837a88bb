import { errorName } from './domain/error-name.js'
import { wakeKey } from './domain/lane.js'
import type { Line } from './domain/line.js'
import type { Retention } from './domain/retention.js'
import { checkRuleMembers } from './effects/check-rule-members.js'
import { checkTexts } from './effects/check-texts.js'
import { recoverInbound } from './effects/recover-inbound.js'
import type { Outside } from './effects/step.js'
import { forgetOld } from './flows/forget-old.js'
import { leftToSweepMs, type FlowDeps } from './flows/flow.js'

/** What has to be done every now and then, whatever comes in. */
export interface Housekeeping {
  /** Does a round now, and another one every half minute until stopped. */
  start(): Promise<void>
  /** Something came in, here: whoever else works at it may die. */
  heard(): void
  /** Begins nothing more, and waits for the transaction, or the question to a provider, that it is in. */
  stop(): Promise<void>
}

const everyMs = 30_000
/** Nothing falls due before the next round, or the one after that, that was not seen. */
const sweepAheadMs = leftToSweepMs + 2 * everyMs
const sweepLimit = 10_000
/** Between two looks for what a process that died has left behind. */
const lookEveryMs = 5_000
const lookLimit = 1_000
/** So long after the last webhook there are such looks: a desk at which nothing goes on costs nothing for them. */
const lookForMs = 60_000
/** Between two looks for what has been kept long enough. */
const forgetEveryMs = 60 * 60_000
const dayMs = 24 * 60 * 60_000

export interface HousekeepingSettings {
  readonly workspaceId: string
  readonly retention: Retention
  /** Milliseconds after which what is due and not done is looked after, whoever has begun it. */
  readonly leaseMs: number
}

/**
 * Finds lanes whose wake-up was lost (after a restart, all of them), and the ids of channels given by name; forgets what
 * has been kept long enough; compares with the providers what came in and what became of texts. None of it is needed for a single message to be safe: what this process does not do now, the
 * next round does.
 */
export function createHousekeeping(deps: FlowDeps, outside: Outside, settings: HousekeepingSettings): Housekeeping {
  const { leaseMs, retention, workspaceId } = settings
  let cancelTimer: (() => void) | undefined
  let cancelLook: (() => void) | undefined
  let looking: Promise<void> | undefined
  let heardAt = deps.clock.now()
  let isStopped = false
  let forgetting: Promise<void> | undefined
  let reconciling: Promise<void> | undefined
  let checking: Promise<void> | undefined
  let forgetsAt = deps.clock.now()

  /** Asks providers, who may take their time: nothing else waits for that. */
  async function reconcile(): Promise<void> {
    const reachMs = retention.claimsMs - dayMs
    try {
      await checkTexts(deps, outside, workspaceId, () => isStopped)
      await recoverInbound(deps, outside, { workspaceId, reachMs, isStopping: () => isStopped })
    } catch (error) {
      deps.logger.error(
        { error: errorName(error) },
        'What providers know could not be compared; the next round does it.',
      )
    }
  }

  /** Asks chat, which may take its time as well. */
  async function checkMembers(): Promise<void> {
    try {
      await checkRuleMembers(deps, outside, workspaceId, () => isStopped)
    } catch (error) {
      deps.logger.error(
        { error: errorName(error) },
        'The members whom rules assign to could not be checked; the next round does it.',
      )
    }
  }

  async function round(): Promise<void> {
    reconciling ??= reconcile().finally(() => (reconciling = undefined))
    checking ??= checkMembers().finally(() => (checking = undefined))
    try {
      await Promise.all([
        sweep(deps, workspaceId),
        resolveChannels(deps, outside, workspaceId),
        (forgetting = forget()),
      ])
    } catch (error) {
      deps.logger.error({ error: errorName(error) }, 'A sweep failed; the next one tries again.')
    }
    if (!isStopped) cancelTimer = deps.clock.setTimer(later(deps, everyMs), () => void round())
  }

  async function look(): Promise<void> {
    try {
      if (later(deps, -lookForMs) < heardAt) await wakeOverdue(deps, workspaceId, leaseMs)
    } catch (error) {
      deps.logger.error(
        { error: errorName(error) },
        'A look for what was left behind failed; the next one tries again.',
      )
    }
    lookLater()
  }

  function lookLater(): void {
    if (!isStopped) cancelLook = deps.clock.setTimer(later(deps, lookEveryMs), () => void (looking = look()))
  }

  /** A batch at a time; as long as there is more, the next round goes on. */
  async function forget(): Promise<void> {
    if (deps.clock.now() < forgetsAt) return
    if (!(await forgetOld(deps, workspaceId, retention))) forgetsAt = later(deps, forgetEveryMs)
  }

  return {
    async start() {
      cancelTimer?.()
      cancelLook?.()
      isStopped = false
      heardAt = deps.clock.now()
      await round()
      lookLater()
    },
    heard: () => void (heardAt = deps.clock.now()),
    async stop() {
      isStopped = true
      cancelTimer?.()
      cancelLook?.()
      await Promise.all([forgetting?.catch(() => undefined), reconciling, checking, looking])
    },
  }
}

async function sweep(deps: FlowDeps, workspaceId: string): Promise<void> {
  const waiting = await deps.storage.waitingLanes(workspaceId, later(deps, sweepAheadMs), sweepLimit)
  for (const { lane, dueAt } of waiting) deps.queue.wake(wakeKey(workspaceId, lane), dueAt)
}

/** What is late by a lease has been left by whoever had it in hand, or is far behind: in both cases somebody has to look. */
async function wakeOverdue(deps: FlowDeps, workspaceId: string, leaseMs: number): Promise<void> {
  const overdue = await deps.storage.waitingLanes(workspaceId, later(deps, -leaseMs), lookLimit)
  for (const { lane } of overdue) deps.queue.wake(wakeKey(workspaceId, lane))
}

async function resolveChannels(deps: FlowDeps, outside: Outside, workspaceId: string): Promise<void> {
  await deps.settings.refresh()
  if (deps.lines.isResolved()) return
  await Promise.all(deps.lines.all.map((line) => resolveChannel(deps, outside, workspaceId, line)))
}

async function resolveChannel(deps: FlowDeps, outside: Outside, workspaceId: string, line: Line): Promise<void> {
  const outcome = await outside.chat.directory.channel(workspaceId, line.channel)
  if (outcome.type === 'done') return deps.lines.resolve(line, outcome.value.id)
  const { category, code, detail } = outcome.failure
  deps.logger.error(
    { line: line.id, channel: line.channel, category, code, detail },
    'The channel of a line was not found.',
  )
}

function later({ clock }: FlowDeps, ms: number): Date {
  return new Date(clock.now().getTime() + ms)
}
