import { chatLane } from '../domain/lane.js'
import { isShown, type Message } from '../domain/message.js'
import type { Flow } from '../flows/flow.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import { rememberSender } from '../flows/remember-sender.js'
import type { AcceptedText } from '../ports/sms-provider.js'
import { outboundMedia } from './outbound-media.js'
import { recordAccepted, senderOf, textFor } from './send-text.js'
import type { Prepare } from './step.js'

/**
 * Finds out what became of a text of unknown outcome: in the list of the provider that had it, where it is still set up
 * and has one, and else by asking a person. It is never sent again from here.
 */
export const prepareSettleText: Prepare<'settle-text'> = async (flow, { messageId }, outside) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found || message.status !== 'unknown' || message.resolution) return undefined

  if (message.blankedAt) return forget(flow, message)
  const { startedAt = message.createdAt } = message
  const sender = senderOf(message, found)
  const provider = sender && outside.providers[sender.provider]
  if (!sender || !provider?.find) return ask(flow, message)
  if (await hasTwin(flow, message)) return ask(flow, message)
  const text = textFor(flow, message, await outboundMedia(flow, message), found.contact, sender, outside)
  return {
    async call() {
      const outcome = await provider.find?.(text, startedAt)
      if (outcome?.type === 'refused' && outcome.retryable) return outcome
      if (outcome?.type !== 'done') return { type: 'done', value: (recording) => ask(recording, message) }
      return {
        type: 'done',
        value: (recording) => recordFound(recording, message, found, sender.provider, outcome.value),
      }
    },
    whenUnknown: 'repeat',
    async refused(recording) {
      await ask(recording, message)
      return 'drop'
    },
    giveUpAt: new Date(startedAt.getTime() + 4 * outside.settleAfterMs),
  }
}

/**
 * Providers' lists tell words, not pictures: two texts with the same words and another picture each cannot be told apart
 * while both are of unknown outcome.
 */
async function hasTwin(flow: Flow, { conversationId, files, id, text }: Message): Promise<boolean> {
  if (!files) return false
  const recent = await flow.tx.messages.newest(conversationId, lookBack)
  return recent.some((other) => other.id !== id && other.files && other.text === text && other.status === 'unknown')
}

const lookBack = 50

/** Its contact was erased: there is nothing to look for, and nobody left to ask about. */
async function forget(flow: Flow, message: Message): Promise<undefined> {
  await flow.tx.messages.save({ ...message, resolution: 'left' })
  return undefined
}

/** The same words sent twice look alike in a list: what another text is known by is no answer for this one. */
async function recordFound(
  flow: Flow,
  message: Message,
  known: FoundConversation,
  provider: string,
  found: AcceptedText,
): Promise<void> {
  const owner = await flow.tx.messages.findByExternalId(provider, found.externalId)
  if (owner && owner.id !== message.id) return ask(flow, message)
  const current = await recordAccepted(flow, message.id, provider, found)
  if (current) await rememberSender(flow, current, known)
}

/** Of one of a broadcast that nobody has seen yet nobody is asked: the broadcast counts it. */
async function ask(flow: Flow, { id: messageId }: Message): Promise<undefined> {
  const message = await flow.tx.messages.find(messageId)
  if (message && isShown(message))
    await flow.enqueue(chatLane(message.conversationId), { type: 'post-unsure', messageId })
  return undefined
}
