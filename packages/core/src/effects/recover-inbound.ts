import type { Line, Sender } from '../domain/line.js'
import { inTransaction, type FlowDeps } from '../flows/flow.js'
import { receiveText } from '../flows/receive-text.js'
import type { SmsProvider, TextReceived } from '../ports/sms-provider.js'
import type { Outside } from './step.js'

/** How far the texts of a sender have been listed, and when they are listed next. Plain JSON, under a name of its own. */
interface Listing {
  /** All that came before has been listed. */
  readonly listedMs: number
  /** Nobody lists before: moved on before the call, so that one process does. */
  readonly nextMs: number
  /** Listings in a row that failed. */
  readonly failures: number
}

const minuteMs = 60_000
const everyMs = 10 * minuteMs
const longestPauseMs = 2 * 60 * minuteMs
/** A text can appear in the provider's list some time after it came. */
const overlapMs = 15 * minuteMs

export interface RecoverySettings {
  readonly workspaceId: string
  /** Texts that came longer ago than this are left alone: that they were seen may be forgotten. */
  readonly reachMs: number
  readonly isStopping: () => boolean
}

/**
 * Takes in what webhooks have missed, where the provider lists what came: each text once, whichever way it comes first.
 * A desk that has just been set up begins with now. An outage of the way to us is seen by nobody here, so it is looked for
 * regularly.
 */
export async function recoverInbound(deps: FlowDeps, outside: Outside, settings: RecoverySettings): Promise<void> {
  for (const line of deps.lines.all) {
    for (const sender of line.senders) {
      const provider = outside.providers[sender.provider]
      if (settings.isStopping()) return
      if (provider?.listInbound) await recover(deps, settings, line, sender, provider)
    }
  }
}

async function recover(
  deps: FlowDeps,
  settings: RecoverySettings,
  line: Line,
  sender: Sender,
  provider: SmsProvider,
): Promise<void> {
  const begun = await begin(deps, settings, sender)
  if (!begun) return
  const outcome = await provider.listInbound?.(sender.address, begun.since)
  if (outcome?.type === 'done') {
    for (const event of outcome.value) await take(deps, settings, line, sender, event)
    return conclude(deps, settings, sender, begun.at)
  }
  if (outcome) {
    const { category, code, detail } = outcome.failure
    deps.logger.warn({ provider: sender.provider, category, code, detail }, 'Texts that came in could not be listed.')
  }
}

/** Puts the next listing off, and says since when to list; `undefined` when it is not yet time. */
async function begin(
  deps: FlowDeps,
  { reachMs, workspaceId }: RecoverySettings,
  sender: Sender,
): Promise<{ readonly since: Date; readonly at: Date } | undefined> {
  return inTransaction(deps, workspaceId, async ({ now, tx }) => {
    const nowMs = now.getTime()
    const before = (await tx.settings.findForUpdate(nameOf(sender))) as Listing | undefined
    if (before && before.nextMs > nowMs) return undefined
    const failures = before ? before.failures + 1 : 0
    const pauseMs = Math.min(everyMs * 2 ** Math.min(Math.max(failures - 1, 0), 10), longestPauseMs)
    const listedMs = before?.listedMs ?? nowMs
    await tx.settings.save(nameOf(sender), { listedMs, nextMs: nowMs + pauseMs, failures })
    return before && { since: new Date(Math.max(listedMs - overlapMs, nowMs - reachMs)), at: now }
  })
}

async function conclude(
  deps: FlowDeps,
  { workspaceId }: RecoverySettings,
  sender: Sender,
  startedAt: Date,
): Promise<void> {
  await inTransaction(deps, workspaceId, async ({ tx }) => {
    const listing = (await tx.settings.findForUpdate(nameOf(sender))) as Listing | undefined
    if (listing) await tx.settings.save(nameOf(sender), { ...listing, listedMs: startedAt.getTime(), failures: 0 })
  })
}

const nameOf = ({ address, provider }: Sender): string => `listing ${provider} ${address}`

async function take(
  deps: FlowDeps,
  { workspaceId }: RecoverySettings,
  line: Line,
  { address, provider }: Sender,
  event: TextReceived,
): Promise<void> {
  if (event.to === address) await receiveText(deps, { workspaceId, line, provider, event })
}
