import { parseMessageReference } from '../domain/message-reference.js'
import type { Message } from '../domain/message.js'
import type { DeliveryReceipt } from '../ports/sms-provider.js'
import { inTransaction, type Flow, type FlowDeps } from './flow.js'
import { moveStatus } from './move-status.js'

export interface InboundReceipt {
  readonly workspaceId: string
  readonly provider: string
  readonly event: DeliveryReceipt
}

/** A provider says what became of a text. A receipt that comes before its text is known by id is kept for it. */
export async function receiveReceipt(deps: FlowDeps, { workspaceId, provider, event }: InboundReceipt): Promise<void> {
  const isApplied = await inTransaction(deps, workspaceId, async (flow) => {
    const message = await findMessage(flow, provider, event)
    if (message) await moveStatus(flow, message, { ...event, provider })
    else await flow.tx.receipts.park(provider, event, flow.now)
    return message !== undefined
  })
  // The send may have been recorded while this was parked, each unseen by the other.
  if (!isApplied) await inTransaction(deps, workspaceId, (flow) => applyParked(flow, provider, event.externalId))
}

async function applyParked(flow: Flow, provider: string, externalId: string): Promise<void> {
  const known = await flow.tx.messages.findByExternalId(provider, externalId)
  let message = known && (await flow.tx.messages.find(known.id))
  if (!message) return
  for (const receipt of await flow.tx.receipts.take(provider, externalId)) {
    message = await moveStatus(flow, message, { ...receipt, provider })
  }
}

async function findMessage(flow: Flow, provider: string, receipt: DeliveryReceipt): Promise<Message | undefined> {
  const reference = receipt.reference && parseMessageReference(receipt.reference)
  if (reference && reference.workspaceId === flow.workspaceId) {
    flow.tx.ahead?.({ type: 'message', id: reference.messageId, adds: 'mark' })
    const message = await flow.tx.messages.find(reference.messageId)
    // A provider that had refused the text has nothing to say of it since another one has it.
    if (message && (message.sender?.provider ?? provider) === provider) return message
  }
  const known = await flow.tx.messages.findByExternalId(provider, receipt.externalId)
  return known && flow.tx.messages.find(known.id)
}
