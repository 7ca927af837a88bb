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
  await inTransaction(deps, workspaceId, async (flow) => {
    const message = await findMessage(flow, provider, event)
    if (!message) return flow.tx.receipts.park(provider, event)
    await moveStatus(flow, message, { ...event, provider })
  })
}

async function findMessage(flow: Flow, provider: string, receipt: DeliveryReceipt): Promise<Message | undefined> {
  const reference = receipt.reference && parseMessageReference(receipt.reference)
  if (reference && reference.workspaceId === flow.workspaceId) {
    const message = await flow.tx.messages.find(reference.messageId)
    if (message) return message
  }
  return flow.tx.messages.findByExternalId(provider, receipt.externalId)
}
