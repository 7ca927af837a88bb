import { isTerminal } from '../domain/merge-status.js'
import type { Message } from '../domain/message.js'
import { nextCheckAt } from '../domain/text-check.js'
import { inTransaction, type FlowDeps } from '../flows/flow.js'
import { receiveReceipt } from '../flows/receive-receipt.js'
import type { Outside } from './step.js'

/** Texts asked about in one round: the next round goes on. */
const batch = 20

/**
 * Asks providers about texts whose final receipt has stayed away. Each is put off in storage before it is asked about, so
 * that no two processes ask at once, and one that dies is followed by the next look.
 */
export async function checkTexts(
  deps: FlowDeps,
  outside: Outside,
  workspaceId: string,
  isStopping: () => boolean,
): Promise<void> {
  const due = await inTransaction(deps, workspaceId, ({ now, tx }) => tx.messages.toCheck(now, batch))
  for (const { id } of due) {
    if (isStopping()) return
    const message = await putOff(deps, workspaceId, id)
    if (message && !(await check(deps, outside, workspaceId, message))) return
  }
}

async function putOff(deps: FlowDeps, workspaceId: string, messageId: string): Promise<Message | undefined> {
  return inTransaction(deps, workspaceId, async ({ now, tx }) => {
    const message = await tx.messages.find(messageId)
    if (!message?.checkAt || message.checkAt > now) return undefined
    const isOver = isTerminal(message.status) || message.resolution !== undefined
    const checkAt = isOver ? undefined : nextCheckAt(message.startedAt ?? message.createdAt, now)
    await tx.messages.save({ ...message, checkAt })
    return isOver ? undefined : message
  })
}

/** @returns whether it makes sense to go on asking */
async function check(
  deps: FlowDeps,
  { providers }: Outside,
  workspaceId: string,
  { externalId, provider }: Message,
): Promise<boolean> {
  if (provider === undefined || externalId === undefined) return true
  const outcome = await providers[provider]?.check?.(externalId)
  if (outcome?.type === 'done') {
    await receiveReceipt(deps, { workspaceId, provider, event: { type: 'receipt', ...outcome.value } })
  }
  return outcome === undefined || outcome.type === 'done' || (outcome.type === 'refused' && !outcome.retryable)
}
