import { chatLane } from '../domain/lane.js'
import type { Flow } from '../flows/flow.js'
import { findConversation } from '../flows/open-conversation.js'
import type { AcceptedText } from '../ports/sms-provider.js'
import { recordAccepted, textFor } from './send-text.js'
import { thenRecord, type Prepare } from './step.js'

/**
 * Finds out what became of a text of unknown outcome: in the provider's list where it has one, and else by asking a
 * person. It is never sent again from here.
 */
export const prepareSettleText: Prepare<'settle-text'> = async (flow, { messageId, startedAt }, outside) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found || message.status !== 'unknown' || message.resolution) return undefined

  const { provider } = found.line.senders[0]
  const carrier = outside.providers[provider]
  if (!carrier?.find) return ask(flow, messageId, message.conversationId)
  const text = textFor(flow, outside, message, found)
  return {
    async call() {
      const outcome = await carrier.find?.(text, startedAt)
      if (outcome?.type === 'done') {
        return thenRecord(Promise.resolve(outcome), (recording, accepted) =>
          recordFound(recording, messageId, provider, accepted),
        )
      }
      if (outcome?.type === 'refused' && outcome.retryable) return outcome
      return { type: 'done', value: (recording) => ask(recording, messageId, message.conversationId) }
    },
    whenUnknown: 'repeat',
    async refused(recording) {
      await ask(recording, messageId, message.conversationId)
      return 'drop'
    },
    giveUpAt: new Date(startedAt.getTime() + 4 * outside.settleAfterMs),
  }
}

/** The same words sent twice look alike in a list: what another text is known by is no answer for this one. */
async function recordFound(flow: Flow, messageId: string, provider: string, found: AcceptedText): Promise<void> {
  const owner = await flow.tx.messages.findByExternalId(provider, found.externalId)
  if (!owner || owner.id === messageId) return recordAccepted(flow, messageId, provider, found)
  await ask(flow, messageId, owner.conversationId)
}

async function ask(flow: Flow, messageId: string, conversationId: string): Promise<undefined> {
  await flow.enqueue(chatLane(conversationId), { type: 'post-unsure', messageId })
  return undefined
}
